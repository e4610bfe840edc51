"""The tutorial's producer: sends one message, its text given on the command line."""
import sys

import pika

connection = pika.BlockingConnection(pika.URLParameters(sys.argv[1]))
channel = connection.channel()
channel.queue_declare(queue=sys.argv[2])

message = " ".join(sys.argv[3:]) or "Hello World!"
channel.basic_publish(exchange="", routing_key=sys.argv[2], body=message)
print(" [x] Sent 'Hello World!'")
connection.close()
