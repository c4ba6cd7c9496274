/** What a moving price may move until a charge arrives, in basis points: a hundredth. */
export const SLIPPAGE_BPS = 100;
