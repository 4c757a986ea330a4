/** Writes completions, the man page, the text of --help, the JSON Schema of the config and licences into the folder of the build. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as z from 'zod/mini';
import packageJson from '../../../package.json' with { type: 'json' };
import { checkConfigSchema } from '../../tuning/check-config.ts';
import { createCommand } from '../command.ts';
import { bashCompletion } from './bash-completion.ts';
import { declarationsOf } from './declaration.ts';
import { fishCompletion } from './fish-completion.ts';
import { licenseTexts } from './license-texts.ts';
import { manPage } from './man-page.ts';
import { zshCompletion } from './zsh-completion.ts';

const folder = process.argv[2]!;
void writeDocs();

async function writeDocs(): Promise<void> {
  let help = '';
  const program = await createCommand(packageJson.version, undefined, (text) => {
    help += text;
  });
  program.outputHelp();
  const declarations = declarationsOf(program);
  const files = {
    'share/bash-completion/completions/group-layers': bashCompletion(declarations),
    'share/zsh/site-functions/_group-layers': zshCompletion(declarations),
    'share/fish/vendor_completions.d/group-layers.fish': fishCompletion(declarations),
    'share/man/man1/group-layers.1': manPage(declarations, packageJson.version),
    'share/group-layers/check.schema.json': `${JSON.stringify(z.toJSONSchema(checkConfigSchema), null, 2)}\n`,
    'share/group-layers/help.txt': help,
    'share/licenses/group-layers/LICENSE': readFileSync('LICENSE', 'utf8'),
    'share/licenses/group-layers/packages.txt': licenseTexts(join(folder, 'command.meta.json')),
  };

  for (const [name, content] of Object.entries(files)) {
    const file = join(folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
}

// every report contains the script, and so its licences
const script = join(folder, 'report/page.js');
const notice = `/*!\n${licenseTexts(join(folder, 'page.meta.json'))}*/\n`;
const text = readFileSync(script, 'utf8');
if (!text.startsWith(notice)) {
  writeFileSync(script, notice + text);
}
