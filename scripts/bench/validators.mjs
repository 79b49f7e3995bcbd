// Validate one document with one validator of npm: node validators.mjs NAME FILE
import { readFileSync } from "node:fs";

const validators = {
  async seriousme(text) {
    const { Validator } = await import("@seriousme/openapi-schema-validator");
    return (await new Validator().validate(JSON.parse(text))).valid;
  },
  async scalar(text) {
    const { validate } = await import("@scalar/openapi-parser");
    return (await validate(JSON.parse(text))).valid;
  },
};

const [name, file] = process.argv.slice(2);
console.log((await validators[name](readFileSync(file, "utf8"))) ? "valid" : "invalid");
