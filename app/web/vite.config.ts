import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { deploymentFile } from "./deploymentFile.ts";

const file = process.env.TENURE_DEPLOYMENT ?? "../../target/localnet/deployment.json";

export default defineConfig({
  plugins: [react(), deploymentFile(new URL(file, import.meta.url))],
  server: { host: "127.0.0.1", port: 4173 },
  preview: { host: "127.0.0.1", port: 4173 },
  build: { chunkSizeWarningLimit: 2_000 },
});
