import type * as z from 'zod/mini';
import { safeParse } from 'zod/mini';
import { decodeText } from '../../input/decode-text.ts';
import { findingList, InputError } from '../../input/input-error.ts';
import { issueFinding } from '../../input/issue-finding.ts';
import { jsonPlace } from '../../input/json-place.ts';
import { parseJson } from '../../input/parse-json.ts';
import type { ReadImageFile } from './image-file.ts';

export const IMAGE_ADVICE = 'give an OCI layout, or an archive of one or of docker';

/**
 * A JSON file of an image; undefined if there is none.
 *
 * @throws InputError when it is not JSON or not of this schema
 */
export async function readImageJson<Schema extends z.core.$ZodType>(
  read: ReadImageFile,
  name: string,
  schema: Schema,
): Promise<z.infer<Schema> | undefined> {
  const file = await read(name);
  if (file === undefined) {
    return undefined;
  }
  if ('layer' in file) {
    throw new InputError([{ place: name, found: 'a tar archive', expected: 'JSON' }], IMAGE_ADVICE);
  }
  const value = parseJson(decodeText(file.text, IMAGE_ADVICE), IMAGE_ADVICE);
  const { data, error } = safeParse(schema, value);
  const findings = findingList();
  for (const issue of error?.issues ?? []) {
    findings.add(() =>
      issueFinding(issue, value, (keys) => `${name} ${jsonPlace(keys)}`.trimEnd()),
    );
  }
  findings.refuse(IMAGE_ADVICE);
  return data as z.infer<Schema>;
}

/**
 * The elements of an array in such a file, checked one by one, because the schema of an array would make issues of
 * all at once.
 *
 * @param keys where in the file it is
 * @throws InputError when one is not of this schema
 */
export function checkEach<Schema extends z.core.$ZodType>(
  values: readonly unknown[],
  schema: Schema,
  name: string,
  ...keys: readonly PropertyKey[]
): z.infer<Schema>[] {
  const findings = findingList();
  const checked: z.infer<Schema>[] = [];
  for (let index = 0; index < values.length && !findings.isFull(); index++) {
    const { data, error } = safeParse(schema, values[index]);
    for (const issue of error?.issues ?? []) {
      const place = (inner: readonly PropertyKey[]) =>
        `${name} ${jsonPlace([...keys, index, ...inner])}`;
      findings.add(() => issueFinding(issue, values[index], place));
    }
    checked.push(data as z.infer<Schema>);
  }
  findings.refuse(IMAGE_ADVICE);
  return checked;
}
