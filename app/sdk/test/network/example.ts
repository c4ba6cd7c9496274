import type { TransactionSigner } from "@solana/kit";
import { connect, execute, locks, now, readDeployment, sharing, shops, tierAt } from "@tenure/sdk";

export async function example(json: unknown, wallet: TransactionSigner) {
  const deployment = readDeployment(json); // deployment.json, of `tenure deploy` or `tenure localnet`
  const chain = connect(deployment);
  const { locker } = deployment;

  const lock = { locker, owner: wallet, amount: 12_500_000n, weeks: 52 };
  await execute(chain, wallet, await locks.lock(chain, lock));
  for (const transaction of await sharing.claimAll(chain, { deployment, payer: wallet })) {
    await execute(chain, wallet, transaction);
  }

  const shop = await shops.readShop(chain, deployment);
  const { subscription } = await shops.readMember(chain, shop, wallet.address);
  return subscription === undefined ? 0 : tierAt(subscription, await now(chain));
}
