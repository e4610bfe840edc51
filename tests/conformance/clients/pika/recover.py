"""Takes two messages, asks for them again, and acknowledges them: URL QUEUE"""
import sys

import pika

connection = pika.BlockingConnection(pika.URLParameters(sys.argv[1]))
channel = connection.channel()
queue = sys.argv[2]
channel.queue_declare(queue)
for text in ["a", "b"]:
    channel.basic_publish(exchange="", routing_key=queue, body=text)


def take():
    method, _, body = channel.basic_get(queue)
    print(body.decode(), "again" if method.redelivered else "first", method.delivery_tag)
    return method.delivery_tag


take()
take()
channel.basic_recover(requeue=True)
take()
channel.basic_ack(take(), multiple=True)
print(channel.queue_declare(queue, passive=True).method.message_count, "left")
connection.close()
