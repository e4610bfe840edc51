"""Prints what comes through an exchange for some binding keys: URL EXCHANGE TYPE KEY..."""
import sys

import pika


def callback(channel, method, properties, body):
    print(" [x] %s:%s" % (method.routing_key, body.decode()), flush=True)


url, exchange, exchange_type, *keys = sys.argv[1:]
connection = pika.BlockingConnection(pika.URLParameters(url))
channel = connection.channel()
channel.exchange_declare(exchange=exchange, exchange_type=exchange_type)
queue = channel.queue_declare(queue="", exclusive=True).method.queue
for key in keys:
    channel.queue_bind(exchange=exchange, queue=queue, routing_key=key)
channel.basic_consume(queue=queue, on_message_callback=callback, auto_ack=True)
print(" [*] Waiting for logs. To exit press CTRL+C", flush=True)
channel.start_consuming()
