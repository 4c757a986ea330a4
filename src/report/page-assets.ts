/** A script or style sheet, and its SHA-256 in base64, by which the page's policy knows it. */
export interface PageAsset {
  readonly text: string;
  readonly sha256: string;
}

/** The script and the style sheet of every page. */
export interface PageAssets {
  readonly script: PageAsset;
  readonly style: PageAsset;
}
