"use strict";
// The entry point of every npm script. It has no dependencies and uses only syntax that very old Node versions can parse,
// so that they get a clear message instead of a stack trace. It installs the workspace with the pnpm that package.json names
// (a native binary, fetched through npm), which also brings Node 24, and hands over to Node 24.
var childProcess = require("child_process");
var crypto = require("crypto");
var fs = require("fs");
var path = require("path");

var OLDEST_NODE_MAJOR = 18;
var SOURCES_NODE_MAJOR = 24;
var root = path.join(__dirname, "..");
var binFolder = path.join(root, "node_modules", ".bin");

function fail(message) {
  process.stderr.write("fieldfare: " + message + "\n");
  process.exit(1);
}

function majorOf(version) {
  return Number(/^v?(\d+)/.exec(version)[1]);
}

function lockfileHash() {
  var files = ["pnpm-lock.yaml", "package.json", "pnpm-workspace.yaml"];
  var hash = crypto.createHash("sha256");
  files.forEach(function (name) {
    hash.update(fs.readFileSync(path.join(root, name)));
  });
  return hash.digest("hex");
}

function install() {
  var stamp = path.join(root, "node_modules", ".bootstrap");
  var expected = lockfileHash();
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, "utf8") === expected) return;
  process.stdout.write("Installing packages\n");
  var packageManager = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8")).packageManager;
  // npm exec must not run inside the project, because it reads ./package.json first: hence --dir and another cwd.
  var result = childProcess.spawnSync(
    "npm",
    ["exec", "--yes", "--package=" + packageManager, "--", "pnpm", "--dir", root, "install", "--frozen-lockfile"],
    { cwd: require("os").tmpdir(), stdio: "inherit" },
  );
  if (result.error) fail("npm could not be started (" + result.error.message + "). Install npm and try again.");
  if (result.status !== 0) fail("the packages could not be installed; the lines above say why. Fix it and run the command again.");
  fs.writeFileSync(stamp, expected);
}

function sourcesNode() {
  var shipped = path.join(binFolder, "node");
  if (fs.existsSync(shipped)) return shipped;
  if (majorOf(process.version) >= SOURCES_NODE_MAJOR) return process.execPath;
  return fail("there is no packaged Node 24 for " + process.platform + " " + process.arch + ". Install Node 24 or newer and try again.");
}

if (majorOf(process.version) < OLDEST_NODE_MAJOR) {
  fail("Node " + process.version + " is too old. Install Node 20 or newer and try again.");
}
install();
var child = childProcess.spawn(sourcesNode(), [path.join(root, "scripts", "run.ts")].concat(process.argv.slice(2)), {
  cwd: root,
  stdio: "inherit",
  env: Object.assign({}, process.env, { PATH: binFolder + path.delimiter + process.env.PATH }),
});
child.on("exit", function (code, signal) {
  process.exit(signal ? 1 : code);
});
