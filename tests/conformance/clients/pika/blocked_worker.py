"""Works so long in a callback that pika sends no heartbeats: URL QUEUE SECONDS

The time is the broker's to be impatient in: URL says how often a heartbeat is due.
"""
import sys
import time

import pika
from pika.exceptions import AMQPConnectionError


def callback(channel, method, properties, body):
    print("working", flush=True)
    time.sleep(float(sys.argv[3]))
    print("done", flush=True)
    channel.basic_ack(delivery_tag=method.delivery_tag)


connection = pika.BlockingConnection(pika.URLParameters(sys.argv[1]))
channel = connection.channel()
channel.basic_consume(queue=sys.argv[2], on_message_callback=callback)
print("waiting", flush=True)
try:
    channel.start_consuming()
except AMQPConnectionError as error:
    print(type(error).__name__, flush=True)
