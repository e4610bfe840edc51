"""Raises the prefetch of a channel between two consumers that never acknowledge: URL QUEUE"""
import sys

import pika

connection = pika.BlockingConnection(pika.URLParameters(sys.argv[1]))
channel = connection.channel()
queue = sys.argv[2]
channel.queue_declare(queue)
for number in range(10):
    channel.basic_publish(exchange="", routing_key=queue, body=str(number))


def callback(name):
    return lambda channel, method, properties, body: print(name, body.decode())


channel.basic_qos(prefetch_count=1)
channel.basic_consume(queue=queue, on_message_callback=callback("one at a time"))
channel.basic_qos(prefetch_count=3)
channel.basic_consume(queue=queue, on_message_callback=callback("three at a time"))
connection.process_data_events(time_limit=0.5)
connection.close()
