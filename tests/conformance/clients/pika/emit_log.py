"""Publishes logs to an exchange: URL EXCHANGE TYPE KEY:TEXT..."""
import sys

import pika

url, exchange, exchange_type, *logs = sys.argv[1:]
connection = pika.BlockingConnection(pika.URLParameters(url))
channel = connection.channel()
channel.exchange_declare(exchange=exchange, exchange_type=exchange_type)
for log in logs:
    key, text = log.split(":")
    channel.basic_publish(exchange=exchange, routing_key=key, body=text)
connection.close()
