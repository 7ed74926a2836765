import { registerLanguageTools } from '../../../src/vscode/integrations/languageTools';

describe('An editor without language models', () => {
  for (const [what, api] of [
    ['no language models', {}],
    ['language models without tools', { lm: {} }],
  ] as const)
    it(`starts the extension all the same: ${what}`, () => {
      registerLanguageTools({} as never, api as never).dispose();
    });
});
