/** Knows which of some players is best, while what they are judged by changes. */
export interface Tournament {
  /** The best of all, the first of equals. */
  readonly best: () => number;
  /** Takes note that the score of a player has changed. O(log players). */
  readonly changed: (player: number) => void;
}

/**
 * A tournament by the lowest score: a tree of matches, each with its winner (Knuth, The Art of
 * Computer Programming 3, 5.4.1). O(players) space and time.
 *
 * @param scores one for each player; whoever changes one has to tell
 */
export function tournament(scores: Float64Array): Tournament {
  // the match at m is between the winners of 2m and 2m + 1; players come after all matches
  const first = 2 ** (32 - Math.clz32(Math.max(0, scores.length - 1)));
  const winners = new Int32Array(2 * first).fill(-1);
  for (let player = 0; player < scores.length; player++) {
    winners[first + player] = player;
  }
  for (let match = first - 1; match > 0; match--) {
    winners[match] = winnerOf(match);
  }

  return {
    best: () => winners[1]!,
    changed: (player) => {
      for (let match = (first + player) >> 1; match > 0; match >>= 1) {
        const winner = winnerOf(match);
        if (winner === winners[match] && winner !== player) {
          return;
        }
        winners[match] = winner;
      }
    },
  };

  function winnerOf(match: number): number {
    const a = winners[2 * match]!;
    const b = winners[2 * match + 1]!;
    return b >= 0 && scores[b]! < scores[a]! ? b : a;
  }
}
