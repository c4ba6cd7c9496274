import { useQuery } from "@tanstack/react-query";
import { now } from "@tenure/sdk";
import { useEffect, useState } from "react";
import type { Asking } from "../ui/Asked";
import { useTenure } from "./tenure";

/** The chain's second, which deadlines and power go by; it ticks between two readings. */
export function useNow(): bigint | undefined {
  return useClock().data;
}

/** The same, with what went wrong while it is not known. */
export function useClock(): Asking<bigint> {
  const { chain } = useTenure();
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ["clock"],
    queryFn: async () => ({ chainTime: await now(chain), readAt: Date.now() }),
    refetchInterval: 5_000,
  });
  const [local, setLocal] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setLocal(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  const second =
    data && data.chainTime + BigInt(Math.max(0, Math.floor((local - data.readAt) / 1_000)));
  return { data: second, error, isFetching, refetch };
}
