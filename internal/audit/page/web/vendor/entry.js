export { axisX, axisY, barX, barY, gridX, gridY, line, plot, ruleX, ruleY, text } from "@observablehq/plot";
