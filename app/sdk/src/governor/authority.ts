/** What the treasury does as the authority of something, or to become it. */

import type { Address, Instruction } from "@solana/kit";
import {
  getAcceptAuthorityInstruction as acceptLocker,
  getProposeAuthorityInstruction as proposeLocker,
  getResumeInstruction as resumeLocker,
  getSetPauserInstruction as setLockerPauser,
} from "../generated/locker";
import {
  getAcceptAuthorityInstruction as acceptRevenue,
  getProposeAuthorityInstruction as proposeRevenue,
  getResumeInstruction as resumeRevenue,
  getSetPauserInstruction as setRevenuePauser,
} from "../generated/revenue";
import {
  getAcceptAuthorityInstruction as acceptStore,
  getProposeAuthorityInstruction as proposeStore,
  getResumeInstruction as resumeStore,
  getSetPauserInstruction as setStorePauser,
} from "../generated/subscriptions";
import { treasurySigner, type Dao } from "./dao";

/** What has an authority. */
export type Ruled = "locker" | "revenue" | "store";

/** Takes over what was offered to the treasury. */
export function acceptAuthority(dao: Dao, of: Ruled): Instruction {
  const proposedAuthority = treasurySigner(dao);
  switch (of) {
    case "locker":
      return acceptLocker({ locker: dao.lockerAddress, proposedAuthority });
    case "revenue":
      return acceptRevenue({ splitter: dao.splitterAddress, proposedAuthority });
    case "store":
      return acceptStore({ store: dao.storeAddress, proposedAuthority });
  }
}

/** Offers the authority to another, who has to accept it. */
export function proposeAuthority(dao: Dao, of: Ruled, proposed: Address): Instruction {
  const authority = treasurySigner(dao);
  switch (of) {
    case "locker":
      return proposeLocker({ locker: dao.lockerAddress, authority, proposed });
    case "revenue":
      return proposeRevenue({ splitter: dao.splitterAddress, authority, proposed });
    case "store":
      return proposeStore({ store: dao.storeAddress, authority, proposed });
  }
}

/** Ends a pause. */
export function resume(dao: Dao, of: Ruled): Instruction {
  const authority = treasurySigner(dao);
  switch (of) {
    case "locker":
      return resumeLocker({ locker: dao.lockerAddress, authority });
    case "revenue":
      return resumeRevenue({ splitter: dao.splitterAddress, authority });
    case "store":
      return resumeStore({ store: dao.storeAddress, authority });
  }
}

/** Names who may pause; zero for nobody. */
export function setPauser(dao: Dao, of: Ruled, pauser: Address): Instruction {
  const authority = treasurySigner(dao);
  switch (of) {
    case "locker":
      return setLockerPauser({ locker: dao.lockerAddress, authority, pauser });
    case "revenue":
      return setRevenuePauser({ splitter: dao.splitterAddress, authority, pauser });
    case "store":
      return setStorePauser({ store: dao.storeAddress, authority, pauser });
  }
}
