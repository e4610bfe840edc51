"""Publishes and waits for the confirm of each message: URL QUEUE TEXT..."""
import sys

import pika

connection = pika.BlockingConnection(pika.URLParameters(sys.argv[1]))
channel = connection.channel()
channel.confirm_delivery()
for text in sys.argv[3:]:
    channel.basic_publish(exchange="", routing_key=sys.argv[2], body=text, mandatory=True)
connection.close()
