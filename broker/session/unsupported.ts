/** The remedy named in every refusal of what RabbitMQ can do and this broker can't. */
export const USE_RABBITMQ = "needs a RabbitMQ, set AMQP_URL";
