const WIDTH_OFF_TERMINAL = 100;

/** Characters in a line of `stream`; 100 if it is not a terminal, which suits logs and READMEs. */
export function widthOf(stream: { readonly columns?: number | undefined }): number {
  return stream.columns || WIDTH_OFF_TERMINAL;
}
