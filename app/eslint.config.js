import js from "@eslint/js";
import { defineConfig, globalIgnores } from "eslint/config";
import hooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

export default defineConfig(
  globalIgnores(["cli", "**/generated", "**/dist"]),
  js.configs.recommended,
  tseslint.configs.strict,
  {
    files: ["**/*.{js,ts,tsx}"],
    languageOptions: { globals: { URL: "readonly", process: "readonly", console: "readonly" } },
    rules: { "@typescript-eslint/no-non-null-assertion": "off" },
  },
  { files: ["web/**/*.{ts,tsx}"], extends: [hooks.configs.flat["recommended-latest"]] },
);
