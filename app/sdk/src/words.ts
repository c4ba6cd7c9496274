import type { Explanation } from "./explain";

/** Anchor's own codes: an account that an instruction was given does not fit. */
export const FRAMEWORK: Readonly<Record<number, Explanation>> = {
  2000: { name: "ConstraintMut", words: "An account that is written to was not given as writable" },
  2001: { name: "ConstraintHasOne", words: "Two accounts that belong together do not" },
  2003: { name: "ConstraintRaw", words: "An account breaks a rule of the instruction" },
  2005: { name: "ConstraintRentExempt", words: "An account holds too little SOL for its rent" },
  2007: { name: "ConstraintExecutable", words: "An account that should be a program is none" },
  2011: {
    name: "ConstraintClose",
    words: "The account to close and the one that receives its rent are the same",
  },
  2012: { name: "ConstraintAddress", words: "An account is not the one the program expects" },
  2013: { name: "ConstraintZero", words: "An account that should be new holds data already" },
  2019: { name: "ConstraintSpace", words: "An account has another size than the program expects" },
  2020: { name: "ConstraintAccountIsNone", words: "An account that is needed was left out" },
  2040: {
    name: "ConstraintDuplicateMutableAccount",
    words: "The same account was given twice to be written to",
  },
  2500: { name: "RequireViolated", words: "A condition of the instruction does not hold" },
  2501: { name: "RequireViolated", words: "A condition of the instruction does not hold" },
  2502: { name: "RequireViolated", words: "A condition of the instruction does not hold" },
  2503: { name: "RequireViolated", words: "A condition of the instruction does not hold" },
  2504: { name: "RequireViolated", words: "A condition of the instruction does not hold" },
  2505: { name: "RequireViolated", words: "A condition of the instruction does not hold" },
  2506: { name: "RequireViolated", words: "A condition of the instruction does not hold" },
};

/** The codes that SPL Token and Token-2022 share. */
export const TOKEN: Readonly<Record<number, Explanation>> = {
  0: { name: "NotRentExempt", words: "A token account holds too little SOL for its rent" },
  1: { name: "InsufficientFunds", words: "The token account holds fewer tokens than that" },
  2: { name: "InvalidMint", words: "The mint is not a mint" },
  3: { name: "MintMismatch", words: "The token account is of another mint" },
  4: {
    name: "OwnerMismatch",
    words: "The signer does not own the token account and is not its delegate",
  },
  5: { name: "FixedSupply", words: "The supply of this token is fixed" },
  6: { name: "AlreadyInUse", words: "The token account is set up already" },
  9: { name: "UninitializedState", words: "The token account is not set up" },
  11: { name: "NonNativeHasBalance", words: "The token account still holds tokens" },
  12: { name: "InvalidInstruction", words: "The token program does not know that instruction" },
  13: { name: "InvalidState", words: "The token account is in a state that does not allow this" },
  14: { name: "Overflow", words: "The token account cannot hold that many tokens" },
  16: { name: "MintCannotFreeze", words: "This token's accounts cannot be frozen" },
  17: { name: "AccountFrozen", words: "The token account is frozen by its issuer" },
  18: { name: "MintDecimalsMismatch", words: "The mint has another number of decimals" },
};

/** The system program's codes: SOL and new accounts. */
export const SYSTEM: Readonly<Record<number, Explanation>> = {
  0: { name: "AccountAlreadyInUse", words: "An account to be created exists already" },
  1: { name: "ResultWithNegativeLamports", words: "The paying wallet holds too little SOL" },
  2: { name: "InvalidProgramId", words: "An account cannot be given to that program" },
  3: { name: "InvalidAccountDataLength", words: "An account cannot have that size" },
  5: { name: "AddressWithSeedMismatch", words: "An address does not follow from its seed" },
};

/** Refusals that every program shares, by name. */
export const RUNTIME: Readonly<Record<string, string>> = {
  InvalidSeeds: "An account's address does not follow from the other accounts",
  InvalidAccountOwner: "An account belongs to another program, or does not exist",
  IllegalOwner: "An account belongs to another program, or does not exist",
  InvalidAccountData: "An account is of another type, or empty",
  AccountDataTooSmall: "An account is too short for its type",
  UninitializedAccount: "An account does not exist yet",
  AccountAlreadyInitialized: "An account to be created exists already",
  MissingRequiredSignature: "A signature is missing",
  MissingAccount: "The instruction was given too few accounts",
  InvalidInstructionData: "The program does not know that instruction",
  IncorrectProgramId: "A program is not the one expected",
  InsufficientFunds: "An account holds too little for that",
  ArithmeticOverflow: "An amount is too large",
  ComputationalBudgetExceeded: "The transaction ran out of compute units",
  ProgramFailedToComplete: "The program stopped before its end",
  UnsupportedProgramId: "The program is not deployed on this cluster",
};

/** Refusals of a whole transaction, before any program runs. */
export const TRANSACTION: Readonly<Record<string, string>> = {
  AccountNotFound: "The paying wallet holds no SOL",
  InsufficientFundsForFee: "The paying wallet holds too little SOL for the fee",
  InsufficientFundsForRent: "An account would hold too little SOL for its rent",
  BlockhashNotFound: "The transaction has waited too long: try again",
  AlreadyProcessed: "The transaction has been processed already",
  ProgramAccountNotFound: "The program is not deployed on this cluster",
};
