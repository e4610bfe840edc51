"""The tutorial's last consumer: durable queue, acknowledged by hand, one message at a time."""
import os
import sys
import time

import pika

DOT_SECONDS = float(os.environ.get("DOT_SECONDS", "1"))


def callback(channel, method, properties, body):
    text = body.decode()
    again = " again" if method.redelivered else ""
    print(" [x] Received %r%s" % (text, again), flush=True)
    time.sleep(text.count(".") * DOT_SECONDS)
    print(" [x] done", flush=True)
    channel.basic_ack(delivery_tag=method.delivery_tag)


connection = pika.BlockingConnection(pika.URLParameters(sys.argv[1]))
channel = connection.channel()
channel.queue_declare(queue=sys.argv[2], durable=True)
channel.basic_qos(prefetch_count=1)
channel.basic_consume(queue=sys.argv[2], on_message_callback=callback)
print(" [*] Waiting for messages. To exit press CTRL+C", flush=True)
channel.start_consuming()
print(" [x] Cancelled by the broker", flush=True)
