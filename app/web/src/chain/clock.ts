import { useQuery } from "@tanstack/react-query";
import { now } from "@tenure/sdk";
import { useEffect, useState } from "react";
import { useTenure } from "./tenure";

/** The chain's second, which deadlines and power go by; it ticks between two readings. */
export function useNow(): bigint | undefined {
  const { chain } = useTenure();
  const { data } = useQuery({
    queryKey: ["clock"],
    queryFn: async () => ({ chainTime: await now(chain), readAt: Date.now() }),
    refetchInterval: 5_000,
  });
  const [local, setLocal] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setLocal(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  if (data === undefined) return undefined;
  return data.chainTime + BigInt(Math.max(0, Math.floor((local - data.readAt) / 1_000)));
}
