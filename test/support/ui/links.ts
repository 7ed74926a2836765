import type { Workbench } from './workbench';

const extensionId = 'streams-for-domo.domo-streams';

/**
 * Has the editor open a link of the extension, as the system does with one of the editor’s protocol, and
 * answers the editor’s own question.
 */
export async function followLink(workbench: Workbench, query: string): Promise<void> {
  await workbench.runCommand('Developer: Open URL');
  await workbench.quickInput.waitFor(/URL to open/);
  await workbench.quickInput.typeAndAccept(`vscode://${extensionId}/open?${query}`);
  const question = workbench.dialog(/Allow 'Streams for Domo' extension to open this URI/);
  await question.getByRole('button', { name: 'Open' }).click();
}
