// Where a library that is no module leaves what it has: to be imported before it.
globalThis.exports = {};
