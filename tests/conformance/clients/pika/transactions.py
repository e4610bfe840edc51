"""Publishes and acknowledges in transactions, and prints what the queue holds: URL QUEUE"""
import sys

import pika

connection = pika.BlockingConnection(pika.URLParameters(sys.argv[1]))
queue = sys.argv[2]
channel = connection.channel()
channel.tx_select()
channel.queue_declare(queue)


def publish(*texts):
    for text in texts:
        channel.basic_publish(exchange="", routing_key=queue, body=text)


def show(what):
    count = channel.queue_declare(queue, passive=True).method.message_count
    print("%s: %d ready" % (what, count))


publish("a", "b")
show("published")
channel.tx_rollback()
show("rolled back")
publish("c", "d")
channel.tx_commit()
show("committed")

method, _, body = channel.basic_get(queue)
channel.basic_ack(method.delivery_tag)
channel.tx_rollback()
channel.basic_nack(method.delivery_tag, requeue=True)
channel.tx_commit()
show("%s acknowledged and rolled back, then given back" % body.decode())
method, _, body = channel.basic_get(queue)
channel.basic_ack(method.delivery_tag)
channel.tx_commit()
connection.close()

connection = pika.BlockingConnection(pika.URLParameters(sys.argv[1]))
channel = connection.channel()
show("%s acknowledged and committed" % body.decode())
connection.close()
