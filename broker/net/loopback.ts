/** Whether only this machine can reach a server that listens on `host`. */
export function isLoopbackHost(host: string): boolean {
  return host.toLowerCase() === "localhost" || isLoopbackAddress(host);
}

export function isLoopbackAddress(address: string): boolean {
  return /^((::ffff:)?127\.\d+\.\d+\.\d+|::1)$/i.test(address);
}
