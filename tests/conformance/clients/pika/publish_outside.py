"""A student's own program: publishes each text to a queue that is somebody else's. With `--bytes`, one message that is no text."""

import sys

import pika

url, queue, *texts = sys.argv[1:]
connection = pika.BlockingConnection(pika.URLParameters(url))
channel = connection.channel()
for text in texts:
    body = b"\xff\xfe." if text == "--bytes" else text.encode()
    channel.basic_publish(exchange="", routing_key=queue, body=body)
connection.close()
print(len(texts))
