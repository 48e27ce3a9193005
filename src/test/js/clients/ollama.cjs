// Calls a method of Ollama's client and prints what came of it:
//   node ollama.cjs HOST KEY METHOD REQUEST
const { Ollama } = require("ollama");

const [host, key, method, request] = process.argv.slice(2);
const client = new Ollama({ host, headers: { Authorization: `Bearer ${key}` } });

client[method](JSON.parse(request)).then(
  (answer) => console.log(JSON.stringify({ answer })),
  ({ name, status_code: status, error }) =>
    console.log(JSON.stringify({ refused: { name, status, error } })),
);
