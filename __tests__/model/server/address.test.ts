import { describe, expect, it } from '@jest/globals';
import { networkInterfaces } from 'node:os';
import { addressOf, isLinkLocal, isOurs } from '../../../src/model/server/address.ts';

const at =
  (...addresses: string[]) =>
  () =>
    Promise.resolve(addresses.map((address) => ({ address })));

describe("a server's address", () => {
  it.each([
    ['169.253.255.255', false],
    ['169.254.0.0', true],
    ['169.254.169.254', true],
    ['169.254.255.255', true],
    ['169.255.0.0', false],
    ['fe7f:ffff::1', false],
    ['fe80::1', true],
    ['febf:ffff::1', true],
    ['fec0::1', false],
    ['fe80::1%eth0', true],
    ['::ffff:169.254.169.254', true],
    ['::ffff:a9fe:a9fe', true],
    ['::ffff:169.253.0.1', false],
  ])('%s is link-local: %s', (ip, linkLocal) => expect(isLinkLocal(ip)).toBe(linkLocal));

  it.each([
    'http://169.254.169.254/latest',
    'http://[fe80::1]:8080',
    'http://[::ffff:169.254.1.1]',
    'http://2852039166/',
  ])(
    'is refused where it is link-local, however it is written: %s',
    async (url) => await expect(addressOf(url)).rejects.toMatchObject({ code: 'server-address', exitStatus: 2 }),
  );

  it('is refused where any address of its name is link-local', async () => {
    await expect(addressOf('http://metadata.test', at('10.0.0.1', '169.254.169.254'))).rejects.toMatchObject({
      code: 'server-address',
      message: 'engine.url leads to 169.254.169.254, a link-local address',
    });
    await expect(addressOf('http://nobody.test', at())).rejects.toMatchObject({ code: 'server-address' });
    await expect(addressOf('http://nobody.test', () => Promise.reject(new Error('ENOTFOUND')))).rejects.toMatchObject({
      code: 'server-address',
      message: expect.stringContaining('nobody.test, is not found'),
    });
  });

  it('is looked up once: that address is connected to', async () => {
    let asked = 0;
    const found = await addressOf('http://twice.test:8000/v1', async () => {
      asked++;
      return [{ address: '127.0.0.1' }];
    });
    expect(found).toMatchObject({ ip: '127.0.0.1', family: 4, port: 8000, local: true });
    expect(asked).toBe(1);
  });

  it('is ours where every one of it is', async () => {
    const own = Object.values(networkInterfaces()).flatMap((all) => all ?? []);
    for (const { address } of own) expect(isOurs(address)).toBe(true);
    expect(isOurs('127.8.9.1') && isOurs('::1')).toBe(true);
    expect(isOurs('192.0.2.1') || isOurs('2001:db8::1')).toBe(false);
    expect(await addressOf('http://both.test', at('127.0.0.1', '192.0.2.1'))).toMatchObject({ local: false });
    expect(await addressOf('https://far.test', at('192.0.2.1'))).toMatchObject({ local: false, port: 443 });
  });
});
