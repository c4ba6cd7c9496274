import { amount, governance } from "@tenure/sdk";

/** What a field of an action's form asks for. */
export type FieldSpec = {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly kind: "text" | "amount" | "token" | "choice" | "lines";
  readonly options?: readonly { value: string; label: string }[];
  /** What holds now, and stays where nothing is written. */
  readonly present?: string;
};

/** What a treasury can be told to do by a form. */
export type KindSpec = {
  readonly label: string;
  readonly about: string;
  readonly fields: readonly FieldSpec[];
};

export type Kind = governance.Template["kind"];

/** What is written in an action's form. */
export type Form = {
  readonly id: number;
  readonly kind: Kind;
  readonly values: Readonly<Record<string, string>>;
};

export const KIND_LABELS: Readonly<Record<Kind, string>> = {
  transferToken: "Pay tokens",
  transferSol: "Pay SOL",
  announceTerms: "Change how revenue is shared",
  updateLocker: "Change the locker's terms",
  updateGovernor: "Change how proposals are decided",
  setCouncil: "Name the council",
  setOutflowLimit: "Limit what leaves the treasury",
  createPool: "Share another token's revenue",
  setPoolTreasury: "Name who receives what lockers do not",
  acceptAuthority: "Take over an authority that was offered",
  proposeAuthority: "Offer an authority to another",
  resume: "End a pause",
  setPauser: "Name who may pause",
  raw: "Anything else: an instruction as it is",
};

const OF: FieldSpec = {
  name: "of",
  label: "Of",
  kind: "choice",
  options: [
    { value: "locker", label: "The locker" },
    { value: "revenue", label: "The revenue splitter" },
    { value: "store", label: "The store" },
  ],
};

/** The form for a kind of action, with what holds now. */
export function kindSpec(kind: Kind, dao: governance.Dao): KindSpec {
  const stake = governance.stakeTokenOf(dao);
  const tokenOptions = dao.tokens.map(({ mint, symbol, name }) => ({
    value: mint,
    label: `${symbol} · ${name}`,
  }));
  const label = KIND_LABELS[kind];
  const token: FieldSpec = { name: "token", label: "Token", kind: "token", options: tokenOptions };
  const to: FieldSpec = { name: "to", label: "To the wallet", kind: "text", hint: "An address." };
  const share: FieldSpec = {
    ...to,
    hint: `An address. The DAO's own treasury is ${dao.treasury}.`,
  };
  switch (kind) {
    case "transferToken":
      return {
        label,
        about:
          "To a wallet's own account of the token; one that is missing is made when it is executed.",
        fields: [token, to, { name: "amount", label: "Amount", kind: "amount" }],
      };
    case "transferSol":
      return {
        label,
        about: "Out of the treasury's SOL.",
        fields: [to, { name: "amount", label: "Amount of SOL", kind: "amount" }],
      };
    case "announceTerms": {
      const { stakerBps, burnBps, minPower } = governance.revenueTerms(dao.splitter);
      return {
        label,
        about: "Counts from the start of the second week after it is executed, never backwards.",
        fields: [
          {
            name: "stakerBps",
            label: "To lockers, in percent",
            kind: "amount",
            hint: "At most 50.",
            present: percent(stakerBps),
          },
          {
            name: "burnBps",
            label: `Burned of ${stake.symbol}, in percent`,
            kind: "amount",
            hint: "What is left goes to the treasury.",
            present: percent(burnBps),
          },
          {
            name: "minPower",
            label: "Least power of a week that earns",
            kind: "amount",
            present: amount.format(minPower, stake.decimals),
          },
        ],
      };
    }
    case "updateLocker": {
      const { minWeeks, maxWeeks, penaltyBps } = governance.lockerParams(dao.locker);
      return {
        label,
        about: "For locks to come, and for leaving early.",
        fields: [
          {
            name: "minWeeks",
            label: "Shortest lock, in weeks",
            kind: "amount",
            present: String(minWeeks),
          },
          {
            name: "maxWeeks",
            label: "Longest lock, in weeks",
            kind: "amount",
            hint: "At most 208.",
            present: String(maxWeeks),
          },
          {
            name: "penaltyBps",
            label: "Penalty with the full term left, in percent",
            kind: "amount",
            hint: "At most 50.",
            present: percent(penaltyBps),
          },
        ],
      };
    }
    case "updateGovernor": {
      const params = governance.governorParams(dao.governor);
      return {
        label,
        about: "For proposals to come; those that are running keep their terms.",
        fields: [
          {
            name: "proposalThreshold",
            label: "Power to propose",
            kind: "amount",
            present: amount.format(params.proposalThreshold, stake.decimals),
          },
          {
            name: "quorumBps",
            label: "Quorum, in percent",
            kind: "amount",
            hint: "1 to 50.",
            present: percent(params.quorumBps),
          },
          {
            name: "votingDelay",
            label: "Voting begins after, in days",
            kind: "amount",
            hint: "At most 14.",
            present: days(params.votingDelay),
          },
          {
            name: "votingPeriod",
            label: "Voting lasts, in days",
            kind: "amount",
            hint: "1 to 28.",
            present: days(params.votingPeriod),
          },
          {
            name: "timelock",
            label: "Timelock, in days",
            kind: "amount",
            hint: "1 to 28.",
            present: days(params.timelock),
          },
          {
            name: "grace",
            label: "Time to execute, in days",
            kind: "amount",
            hint: "1 to 28.",
            present: days(params.grace),
          },
        ],
      };
    }
    case "setCouncil":
      return {
        label,
        about: "Who may stop a proposal until it has run, and nothing else.",
        fields: [{ name: "council", label: "Address", kind: "text", hint: "Or: nobody" }],
      };
    case "setOutflowLimit":
      return {
        label,
        about: "A lower limit counts at once, a higher one from the second week after.",
        fields: [
          {
            name: "token",
            label: "Token",
            kind: "token",
            options: [{ value: governance.NOBODY, label: "SOL" }, ...tokenOptions],
          },
          { name: "limit", label: "At most, in a week", kind: "amount", hint: "Or: none" },
        ],
      };
    case "createPool":
      return {
        label,
        about:
          "Revenue in that token is shared from then on. The treasury pays the rent: about 0.034 SOL.",
        fields: [token, share],
      };
    case "setPoolTreasury":
      return {
        label,
        about:
          "The part of a token's revenue that goes neither to lockers nor is burned: from the next distribution on.",
        fields: [token, share],
      };
    case "acceptAuthority":
      return {
        label,
        about:
          "The treasury accepts what was offered to it: from then on only proposals change its terms.",
        fields: [OF],
      };
    case "proposeAuthority":
      return {
        label,
        about: "The other has to accept it; until then the treasury keeps it.",
        fields: [OF, { name: "proposed", label: "To the address", kind: "text" }],
      };
    case "resume":
      return {
        label,
        about: "Lets in again what a pauser has stopped. Pausers themselves cannot.",
        fields: [OF],
      };
    case "setPauser":
      return {
        label,
        about: "Who may stop what comes in, and never what people take out.",
        fields: [OF, { name: "pauser", label: "Address", kind: "text", hint: "Or: nobody" }],
      };
    case "raw":
      return {
        label,
        about: "For who knows what they do: voters are warned if this page cannot read it.",
        fields: [
          { name: "program", label: "Program", kind: "text" },
          {
            name: "accounts",
            label: "Accounts",
            kind: "lines",
            hint: "One a line: the address, then “signer”, “writable”, both or neither.",
          },
          { name: "data", label: "Data", kind: "lines", hint: "Two hexadecimal digits a byte." },
        ],
      };
  }
}

function percent(bps: number): string {
  return amount.format(BigInt(bps), 2);
}

function days(seconds: number): string {
  return String(seconds / 86_400);
}
