"""Asks for Fibonacci numbers, all at once: URL QUEUE REPLY_TO NUMBER...

REPLY_TO is `amq.rabbitmq.reply-to`, or empty for an exclusive queue of its own.
"""
import sys
import uuid

import pika

url, queue, reply_to, *numbers = sys.argv[1:]
answers = {}


def on_response(channel, method, properties, body):
    answers[properties.correlation_id] = body.decode()


connection = pika.BlockingConnection(pika.URLParameters(url))
channel = connection.channel()
if reply_to == "":
    reply_to = channel.queue_declare(queue="", exclusive=True).method.queue
channel.basic_consume(queue=reply_to, on_message_callback=on_response, auto_ack=True)

questions = [(str(uuid.uuid4()), number) for number in numbers]
for correlation_id, number in questions:
    channel.basic_publish(
        exchange="",
        routing_key=queue,
        properties=pika.BasicProperties(reply_to=reply_to, correlation_id=correlation_id),
        body=number,
    )
while len(answers) < len(questions):
    connection.process_data_events(time_limit=10)
for correlation_id, _ in questions:
    print(answers[correlation_id])
connection.close()
