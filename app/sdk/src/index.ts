export * as governor from "./generated/governor";
export * as locker from "./generated/locker";
export * as membership from "./generated/membership";
export * as revenue from "./generated/revenue";
export * as subscriptions from "./generated/subscriptions";

export { SYSTEM_PROGRAM_ADDRESS } from "@solana-program/system";
export { TOKEN_PROGRAM_ADDRESS } from "@solana-program/token";
export * as amount from "./amount";
export * from "./billing";
export * from "./chain";
export * from "./deployment";
export * from "./effects";
export * from "./entitlement";
export * from "./explain";
export * from "./power";
export * from "./transaction";
