import { spawnSync } from "node:child_process";

const commands: Record<string, [string, ...string[]]> = {
  typecheck: ["turbo", "run", "typecheck"],
  test: ["node", "scripts/test/main.ts"],
};

const [name = "", ...rest] = process.argv.slice(2);
const command = commands[name];
if (!command) {
  console.error(`fieldfare: there is no command "${name}". Known: ${Object.keys(commands).join(", ")}`);
  process.exit(1);
}
const [binary, ...args] = command;
process.exit(spawnSync(binary, [...args, ...rest], { stdio: "inherit" }).status ?? 1);
