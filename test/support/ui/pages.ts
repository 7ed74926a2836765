import type { FrameLocator } from 'playwright-core';
import type { Workbench } from './workbench';

/** The extension's page in the active tab: a frame in a frame. */
export function pageOf({ page }: Workbench): FrameLocator {
  return page
    .locator('iframe.webview.ready')
    .last()
    .contentFrame()
    .frameLocator('iframe#active-frame');
}
