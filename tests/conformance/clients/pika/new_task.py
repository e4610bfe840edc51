"""The tutorial's last producer: persistent messages to a durable queue."""
import sys

import pika

connection = pika.BlockingConnection(pika.URLParameters(sys.argv[1]))
channel = connection.channel()
channel.queue_declare(queue=sys.argv[2], durable=True)
for message in sys.argv[3:]:
    channel.basic_publish(
        exchange="",
        routing_key=sys.argv[2],
        body=message,
        properties=pika.BasicProperties(delivery_mode=2),
    )
connection.close()
