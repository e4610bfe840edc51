"""The tutorial's first consumer: acknowledged by being sent, a dot is a second of work.

DOT_SECONDS lets a test have shorter seconds.
"""
import os
import sys
import time

import pika

DOT_SECONDS = float(os.environ.get("DOT_SECONDS", "1"))


def callback(channel, method, properties, body):
    text = body.decode()
    print(" [x] Received %r" % text, flush=True)
    time.sleep(text.count(".") * DOT_SECONDS)
    print(" [x] done", flush=True)


connection = pika.BlockingConnection(pika.URLParameters(sys.argv[1]))
channel = connection.channel()
channel.queue_declare(queue=sys.argv[2])
channel.basic_consume(queue=sys.argv[2], on_message_callback=callback, auto_ack=True)
print(" [*] Waiting for messages. To exit press CTRL+C", flush=True)
channel.start_consuming()
