/** The remedy named in every refusal of what RabbitMQ can do and this broker can't. */
export const USE_RABBITMQ = "the embedded broker lacks it, use RabbitMQ (AMQP_URL)";
