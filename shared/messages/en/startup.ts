/** What the server says in its terminal, and to those it does not serve. */
export const startup = {
  ready: (url: string, broker: string) => `Dispatch Lab is ready: ${url} (${broker})`,
  operator: (address: string) =>
    `Operator's address, for whoever runs this server and nobody else: ${address}`,
  wrongOperatorToken:
    "That is not this server's operator token. It is printed in the terminal where the server was started; it may have been started again since.",
  embeddedBroker: (port: number, release: string) =>
    `embedded broker, as RabbitMQ ${release}, on port ${port}`,
  externalBroker: (product: string, version: string, at: string) =>
    `${product} ${version} at ${at}`,
  brokerUnreachable: (at: string, reason: string) =>
    `no broker at ${at} yet: ${reason}; it keeps trying`,
  brokerDied: (how: string) => `The embedded broker's process ended (${how}); it is started again.`,
  brokerStillDown: (reason: string) =>
    `The embedded broker can't be started again: ${reason}. It is tried until it can.`,
  brokerCutOff: (path: string, bytes: number) =>
    `${bytes} bytes at the end of ${path} were cut off: a write that broke off, as in a crash. None of it had been confirmed.`,
  brokerDiskFails: {
    removed: (directory: string, reason: string) =>
      `The embedded broker's data directory ${directory} was removed (${reason}). It takes and confirms no more tasks. Stop Dispatch Lab and start it again: the broker then goes on with what the directory holds, which is nothing unless you put it back.`,
    full: (directory: string, reason: string) =>
      `The disk of ${directory} is full or nearly so (${reason}): the embedded broker takes and confirms no more tasks. Make room: then it goes on by itself.`,
    failing: (directory: string, reason: string) =>
      `The embedded broker can't write to ${directory} (${reason}): it takes and confirms no more tasks. It tries again and again, and goes on by itself.`,
  },
  brokerDiskWorks: (directory: string) =>
    `The embedded broker writes to ${directory} again and goes on.`,
  brokerData: (reason: string) =>
    `The embedded broker can't use its data: ${reason}\nSet BROKER_DATA to another directory, or to "none" to keep nothing.`,
  portTaken: (port: number, host: string) =>
    `PORT=${port} is taken on ${host}: another program listens there. Stop it, or set PORT to another number.`,
  brokerPortTaken: (port: number) =>
    `BROKER_PORT=${port} is taken: another program listens there. Leave it unset for any free port.`,
  cannotListen: (host: string, port: number, reason: string) =>
    `Cannot listen on HOST=${host} PORT=${port}: ${reason}`,
  badSettings: "These settings cannot be used:",
  badSetting: (name: string, value: string, accepted: string) =>
    `  ${name}=${value}\n    accepted: ${accepted}`,
  accepted: {
    PORT: "a whole number from 0 to 65535; 0 takes any free port",
    HOST: "an address or name of this machine to listen on, such as 127.0.0.1 or 0.0.0.0",
    AMQP_URL: "amqp://user:password@host:port/vhost, or amqps://…",
    BROKER_PORT: "a whole number from 0 to 65535; 0 takes any free port",
    BROKER_RELEASE: "3.10, 4.0 or 4.3",
    BROKER_DATA: 'a directory, or "none" to keep nothing',
    BROKER_RESTART_COMMAND: "a command for the shell",
    ALLOWED_HOSTS: "host names separated by commas, without port, such as lab.example.org",
    BEHIND_PROXY: "yes where a proxy passes requests on to this server, else no",
    TRUST_PROXY: "addresses and subnets separated by commas, such as 127.0.0.1,10.0.0.0/8",
    OPERATOR_TOKEN: "16 to 128 letters, digits, - or _",
    MAX_LABS: "a whole number from 1 to 1000",
    MAX_LAB_BROKERS: "a whole number from 0 to 100; 0 for none",
    LAB_IDLE_MINUTES: "a whole number of minutes from 1 to 1440",
  },
  stopping: "Stopping: closing the runs and deleting their queues.",
  defect: "Dispatch Lab met an error of its own and stops:",
  hostRefused: (host: string) =>
    `This server does not answer for "${host}". Whoever runs it can add the name to ALLOWED_HOSTS.`,
  linesLeftOut: (lines: number) => `(${lines} more such lines in the last minute were left out)`,
  crossSiteRefused: "Another site's page asked for this. Open the lab by its own address.",
  methodRefused: "Pages are only read here: GET and HEAD.",
  tooManyTokens: "Too many wrong operator tokens came from your address. Try again in a minute.",
};
