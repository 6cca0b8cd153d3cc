/** The floors of the web app: app → features → commands → sync → ui → api → lib; imports go down only. */
const floors = ["app", "features", "commands", "sync", "ui", "api", "lib"];

module.exports = {
  forbidden: [
    {
      name: "no-circles",
      severity: "error",
      from: {},
      to: { circular: true, dependencyTypesNot: ["type-only"] },
    },
    {
      name: "features-do-not-know-each-other",
      severity: "error",
      from: { path: "^src/features/([^/]+)/" },
      to: { path: "^src/features/", pathNot: "^src/features/$1/" },
    },
    ...floors.slice(1).map((floor, index) => ({
      name: `${floor}-never-looks-up`,
      severity: "error",
      from: { path: `^src/${floor}/` },
      to: { path: `^src/(${floors.slice(0, index + 1).join("|")})/` },
    })),
    {
      name: "dev-stays-outside",
      severity: "error",
      from: { path: "^src", pathNot: "\\.test\\." },
      to: { path: "^dev" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { extensions: [".ts", ".tsx", ".js", ".css"] },
  },
};
