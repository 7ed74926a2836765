import type { UiSession } from '../../test/support/ui/session';
import type { Workbench } from '../../test/support/ui/workbench';

/** How a window looks in which each state is shown. */
export type Look = 'dark' | 'light' | 'highContrast' | 'highContrastLight' | 'narrow' | 'zoomed';

export const looks: readonly Look[] = [
  'dark',
  'light',
  'highContrast',
  'highContrastLight',
  'narrow',
  'zoomed',
];

const wide = { widthPixels: 1280, heightPixels: 800 };
/** A window of 1920 by 1080 pixels in which everything is shown twice as large. */
const zoomed = { widthPixels: 960, heightPixels: 540, pixelRatio: 2 };

/** Opens a window with one look. */
export async function openLook(
  session: UiSession,
  look: Look,
  settings: Readonly<Record<string, unknown>>,
): Promise<Workbench> {
  const theme = look === 'narrow' ? 'light' : look === 'zoomed' ? 'dark' : look;
  const size = look === 'zoomed' ? zoomed : wide;
  const workbench = await session.openWorkbench({ ...size, theme, settings });
  if (look === 'narrow') await narrowSideBar(workbench);
  return workbench;
}

/** Drags the edge of the side bar as far as it goes without closing it. */
async function narrowSideBar({ page, sideBar }: Workbench): Promise<void> {
  const box = await sideBar.boundingBox();
  if (!box) throw new Error('There is no side bar.');
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width, y);
  await page.mouse.down();
  await page.mouse.move(box.x + 175, y, { steps: 5 });
  await page.mouse.up();
}
