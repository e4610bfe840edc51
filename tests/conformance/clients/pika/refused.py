"""Does what the broker refuses and prints what pika says of it: URL ATTEMPT QUEUE"""
import sys

import pika
from pika.exceptions import AMQPError

url, attempt, queue = sys.argv[1:]


def ack_unknown(channel):
    channel.basic_ack(delivery_tag=99)
    channel.basic_qos(prefetch_count=1)  # an ack has no answer of its own


def publish_mandatory(channel):
    channel.confirm_delivery()
    channel.basic_publish(exchange="", routing_key=queue, body="m", mandatory=True)


ATTEMPTS = {
    "connect": lambda channel: None,
    "declarePassively": lambda channel: channel.queue_declare(queue, passive=True),
    "declareDurable": lambda channel: channel.queue_declare(queue, durable=True),
    "ackUnknown": ack_unknown,
    "publishMandatory": publish_mandatory,
}

try:
    connection = pika.BlockingConnection(pika.URLParameters(url))
    ATTEMPTS[attempt](connection.channel())
    print("granted")
except pika.exceptions.UnroutableError as error:
    print(*(message.method.reply_text for message in error.messages))
except AMQPError as error:
    print(str(error))
