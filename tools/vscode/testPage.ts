import { format } from 'node:util';
import type { Browser } from 'playwright-core';
import type { Host } from './server';

/** How the tests ended; `reason` where they never came to their end. */
export interface PageEnd {
  readonly code: number;
  readonly reason?: string;
}

/** Opens the host's page, and waits until VS Code reports the end of the tests in it. */
export async function runPage(
  browser: Browser,
  host: Host,
  lines: string[],
  timeoutMilliseconds: number,
): Promise<PageEnd> {
  const page = await browser.newPage();
  // The function by which VS Code tells its console; the arguments come as the console got them.
  await page.exposeFunction('codeAutomationLog', (type: string, args: unknown) =>
    lines.push(`[${type}] ${format(...(Array.isArray(args) ? (args as unknown[]) : [args]))}`),
  );
  const { ended, finish } = pendingEnd();
  await page.exposeFunction('codeAutomationExit', (code: number) => finish({ code }));
  const fail = (reason: string): void => finish({ code: 1, reason });
  page.once('crash', () => fail('The page crashed.'));
  browser.once('disconnected', () => fail('The browser ended.'));
  void host.ended.then(() => fail("VS Code's server ended."));
  const timer = setTimeout(
    () => fail(`The tests did not end within ${timeoutMilliseconds / 60_000} minutes.`),
    timeoutMilliseconds,
  );
  try {
    await page.goto(host.url);
    return await ended;
  } finally {
    clearTimeout(timer);
  }
}

function pendingEnd(): { ended: Promise<PageEnd>; finish: (end: PageEnd) => void } {
  let finish: ((end: PageEnd) => void) | undefined;
  const ended = new Promise<PageEnd>((resolve) => {
    finish = resolve;
  });
  // The first end counts: closing the browser afterwards is no failure.
  return { ended, finish: (end) => finish?.(end) };
}
