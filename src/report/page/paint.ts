/** The colour of a store path: a class of the style sheet, and for layers a hue. */
export interface Paint {
  readonly className: string;
  readonly hue?: number;
}
