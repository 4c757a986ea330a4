import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

/** A registry on this machine that counts the bytes sent to it. */
export interface Registry {
  readonly address: string;
  /** Bytes of blobs sent since the last call. */
  takeSent(): number;
  stop(): void;
}

/** Starts a registry that stores its blobs in a folder, behind a proxy that counts bytes. */
export async function startRegistry(folder: string): Promise<Registry> {
  mkdirSync(folder, { recursive: true });
  const port = await freePort();
  const settings = join(folder, 'registry.yml');
  writeFileSync(
    settings,
    `version: 0.1
log: {level: error, accesslog: {disabled: true}}
storage: {filesystem: {rootdirectory: ${join(folder, 'registry')}}}
http: {addr: "127.0.0.1:${port}"}
`,
  );
  const process = spawn('docker-registry', ['serve', settings], { stdio: 'ignore' });
  await isUp(port, process);

  let sent = 0;
  const proxy = createServer((incoming, answer) => {
    if (incoming.url?.includes('/blobs/uploads/')) {
      incoming.on('data', (chunk: Buffer) => {
        sent += chunk.length;
      });
    }
    forward(incoming, answer, port);
  });
  await new Promise<void>((done) => proxy.listen(0, '127.0.0.1', done));
  return {
    address: `127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    takeSent: () => {
      const taken = sent;
      sent = 0;
      return taken;
    },
    stop: () => {
      proxy.closeAllConnections();
      proxy.close();
      process.kill();
    },
  };
}

function forward(incoming: IncomingMessage, answer: ServerResponse, port: number): void {
  const { method, url: path, headers } = incoming;
  const onward = request({ host: '127.0.0.1', port, method, path, headers }, (response) => {
    answer.writeHead(response.statusCode!, response.headers);
    response.pipe(answer);
  });
  onward.on('error', () => answer.destroy());
  incoming.pipe(onward);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

async function isUp(port: number, process: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 100 && process.exitCode === null; tries++) {
    try {
      await fetch(`http://127.0.0.1:${port}/v2/`);
      return;
    } catch {
      await setTimeout(100);
    }
  }
  throw new Error('docker-registry does not answer');
}
