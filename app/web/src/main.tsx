import "@fontsource-variable/inter/wght.css";
import "@mantine/core/styles.css";
import "@mantine/charts/styles.css";
import "@mantine/notifications/styles.css";
import "./page.css";

import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { DeploymentGate } from "./chain/DeploymentGate";
import { Shell } from "./shell/Shell";
import { theme } from "./theme";
import { TransactProvider } from "./transact/TransactProvider";
import { Boundary } from "./ui/Boundary";
import { WalletProvider } from "./wallet/WalletProvider";

const queries = new QueryClient({
  defaultOptions: {
    // Asked also where the browser believes to be offline: then that is told, and a local network answers.
    queries: { refetchInterval: 10_000, staleTime: 2_000, retry: 1, networkMode: "always" },
  },
});

createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <MantineProvider theme={theme} defaultColorScheme="auto">
      {/* They tell what went wrong: whoever reads slowly needs them as long as it takes. */}
      <Notifications position="bottom-right" autoClose={false} />
      <QueryClientProvider client={queries}>
        <Boundary>
          <DeploymentGate>
            <WalletProvider>
              <TransactProvider>
                <Shell />
              </TransactProvider>
            </WalletProvider>
          </DeploymentGate>
        </Boundary>
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
