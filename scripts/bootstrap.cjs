'use strict';
// The entry point of every npm script. It has no dependencies and uses only syntax that very old Node versions can parse, so that they
// get a clear message instead of a stack trace. It installs the workspace with the pnpm that package.json names (a native binary, fetched
// through npm), which also brings Node 24, and hands over to Node 24.
var childProcess = require('child_process');
var crypto = require('crypto');
var fs = require('fs');
var os = require('os');
var path = require('path');

var OLDEST_NODE_MAJOR = 20;
var SOURCES_NODE_MAJOR = 24;
var PARENT_POLL_MS = 300;
var root = path.join(__dirname, '..');
var binFolder = path.join(root, 'node_modules', '.bin');

function fail(message) {
  process.stderr.write('fieldfare: ' + message + '\n');
  process.exit(1);
}

function major(version) {
  return Number(/^v?(\d+)/.exec(version)[1]);
}

function readText(file) {
  return fs.readFileSync(path.join(root, file), 'utf8');
}

/** A hash of all that an install depends on. */
function installInputs() {
  var folders = ['apps', 'packages', 'examples'].reduce(function (found, parent) {
    var names = fs.readdirSync(path.join(root, parent)).sort();
    return found.concat(names.map((name) => path.join(parent, name)));
  }, []);
  var manifests = folders.concat('playwright', 'bench', '.').map((folder) => path.join(folder, 'package.json'));
  var hash = crypto.createHash('sha256');
  manifests.concat('pnpm-lock.yaml', 'pnpm-workspace.yaml').forEach(function (file) {
    if (fs.existsSync(path.join(root, file))) hash.update(file + '\n' + readText(file));
  });
  return hash.digest('hex');
}

function install() {
  var stamp = path.join(root, 'node_modules', '.bootstrap');
  var inputs = installInputs();
  var isWhole = fs.existsSync(path.join(binFolder, 'turbo')) && fs.existsSync(stamp);
  if (isWhole && fs.readFileSync(stamp, 'utf8') === inputs) return;
  process.stdout.write('Installing packages; this takes half a minute the first time.\n');
  var packageManager = JSON.parse(readText('package.json')).packageManager;
  var result = childProcess.spawnSync(
    'npm',
    ['exec', '--yes', '--package=' + packageManager, '--', 'pnpm', '--dir', root, 'install', '--frozen-lockfile'],
    // npm exec must not run inside the project, because it reads ./package.json first.
    { cwd: os.tmpdir(), stdio: 'inherit', env: Object.assign({}, process.env, { CI: process.env.CI || 'true' }) },
  );
  if (result.error)
    fail('npm could not be started (' + result.error.message + '). Install npm, then run the command again.');
  if (result.signal) process.exit(130);
  if (result.status !== 0)
    fail('The packages could not be installed; the lines above say why. Put it right, then run the command again.');
  fs.writeFileSync(stamp, inputs);
}

function findNode() {
  var packaged = path.join(binFolder, 'node');
  if (fs.existsSync(packaged)) return packaged;
  if (major(process.version) >= SOURCES_NODE_MAJOR) return process.execPath;
  return fail(
    'There is no packaged Node 24 for ' +
      process.platform +
      ' ' +
      process.arch +
      ': install Node 24 or newer, then run the command again.',
  );
}

function handOver() {
  // The channel tells the child when this process is gone, however it ended.
  var child = childProcess.spawn(findNode(), [path.join(root, 'scripts', 'run.ts')].concat(process.argv.slice(2)), {
    cwd: root,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  ['SIGINT', 'SIGTERM', 'SIGHUP'].forEach(function (signal) {
    process.on(signal, function () {
      child.kill(signal);
    });
  });
  child.on('error', function (error) {
    fail('Node 24 could not be started (' + error.message + '): delete node_modules, then run the command again.');
  });
  child.on('exit', function (code, signal) {
    if (signal) fail('The command was ended by ' + signal + '. Run it again; it puts in order what was left.');
    process.exit(code);
  });

  if (process.env.npm_lifecycle_event) stopWithNpm();
}

/** The number of a process's parent; null where the system does not tell. */
function parentOf(pid) {
  try {
    var stat = fs.readFileSync('/proc/' + pid + '/stat', 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return null;
  }
}

function isShellOfNpm(pid) {
  try {
    return fs.readFileSync('/proc/' + pid + '/cmdline', 'utf8').indexOf('bootstrap.cjs') >= 0;
  } catch {
    return false;
  }
}

/** npm cannot tell what it runs when it is killed, but then we, or the shell between us and npm, get another parent. */
function stopWithNpm() {
  var parent = process.ppid;
  var grandparent = isShellOfNpm(parent) ? parentOf(parent) : null;
  setInterval(function () {
    if (process.ppid !== parent || (grandparent !== null && parentOf(parent) !== grandparent)) process.exit(1);
  }, PARENT_POLL_MS);
}

if (major(process.version) < OLDEST_NODE_MAJOR) {
  fail('Node ' + process.version + ' is too old: install Node 20 or newer, then run the command again.');
}
install();
handOver();
