/** Colours: found by a search for the greatest least difference in simulated colour blindness of all three kinds. A rim parts neighbours. */
const LIGHT = `
--page:#f6f7f9;--surface:#fff;--line:#e3e6eb;--text:#14181f;--muted:#566070;--accent:#1d4fd7;--fixed:#1d4fd7;--usage:#8fb4ff;
--good:#0b6b4b;--good-soft:#e4f5ee;--warn:#7a4a00;--warn-soft:#fff3d9;--soft:#eef1f6;--shadow:0 1px 2px rgba(16,24,40,.06),0 8px 24px rgba(16,24,40,.05);
--c1:#1b36c4;--c2:#be6512;--c3:#2acf71;--c4:#d61a75;--c5:#7795ff;--c6:#723b16;--c7:#f3b006;--c0:#b9b7d1;`;

const DARK = `
--page:#0d1117;--surface:#161b23;--line:#2a313d;--text:#eef1f6;--muted:#a3adbd;--accent:#8fb4ff;--fixed:#5b8dff;--usage:#b9d0ff;
--good:#6fdcb0;--good-soft:#10302a;--warn:#ffd58a;--warn-soft:#33270f;--soft:#212835;--shadow:none;
--c1:#2562fe;--c2:#f5bf22;--c3:#37a368;--c4:#a93cae;--c5:#baf3cc;--c6:#9a7e17;--c7:#e8e889;--c0:#a1a0b6;`;

const BASE = `
*{box-sizing:border-box}html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--page);color:var(--text);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;font-variant-numeric:tabular-nums}
.top,main,footer{max-width:1180px;margin:0 auto;padding:0 24px}.top{padding-top:56px}
h1,h2,h3,p,ul,dl,dd{margin:0}ul{padding:0;list-style:none}h1,h2,h3,.path,.bar-name{overflow-wrap:anywhere}
h1{font-size:clamp(28px,5vw,44px);line-height:1.12;letter-spacing:-.025em}h2{font-size:26px;line-height:1.2;letter-spacing:-.015em}h3{font-size:16px;line-height:1.35}
.kicker{color:var(--accent);font-weight:650;font-size:14px;margin-bottom:8px}.lead{color:var(--muted);font-size:18px;margin-top:12px;max-width:60ch}
small{font-size:13px;color:var(--muted);font-weight:400}section{margin-top:44px}section>h2{margin-bottom:16px}
a{color:inherit;text-decoration:none}a:hover,a:focus-visible{text-decoration:underline;text-decoration-color:var(--accent);text-underline-offset:3px}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:4px}
.card,.panel{background:var(--surface);border:1px solid var(--line);border-radius:14px;box-shadow:var(--shadow);min-width:0}
.panel{padding:24px;margin-top:16px}.panel>h3{margin-bottom:14px}
.tags{display:flex;flex-wrap:wrap;gap:6px;margin-top:8px}.tags span{background:var(--soft);color:var(--muted);border-radius:6px;padding:1px 8px;font-size:13px;overflow-wrap:anywhere}
.hint,.empty{color:var(--muted);font-size:14px}.hint{margin-top:16px}
.gap{background:var(--warn-soft);color:var(--warn);border-radius:8px;padding:6px 10px;font-size:14px;margin-top:12px;overflow-wrap:anywhere}
footer{color:var(--muted);font-size:14px;margin-top:44px;padding-bottom:56px}footer p{border-top:1px solid var(--line);padding-top:16px}footer p+p{border:0;padding-top:4px}`;

const CARDS = `
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,280px),1fr));gap:16px}.cards.four{grid-template-columns:repeat(auto-fit,minmax(min(100%,250px),1fr))}.card{padding:24px;display:flex;flex-direction:column}
.sum{font-size:36px;font-weight:700;letter-spacing:-.03em;line-height:1.1;margin:20px 0 10px}.sum small{font-size:14px;letter-spacing:0;white-space:nowrap}.sum.unknown,.section-sum.unknown{font-size:24px;letter-spacing:-.015em}
.split{display:flex;flex-wrap:wrap;gap:4px 28px;font-size:15px;margin-top:2px}.split dt{color:var(--muted);font-size:13px}.split dd{font-weight:600}
.best{margin-top:auto;padding-top:16px;font-size:14px;color:var(--muted)}.best strong{color:var(--good)}
.platform>header{display:flex;justify-content:space-between;align-items:flex-end;gap:24px;border-top:1px solid var(--line);padding-top:36px}
.section-sum{font-size:30px;font-weight:700;letter-spacing:-.02em;line-height:1.2;text-align:right;overflow-wrap:anywhere}.section-sum small{font-size:15px;letter-spacing:0}
.halves{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,420px),1fr));gap:16px;margin-top:16px}.halves>.panel{margin-top:0}
.proposals li{display:grid;grid-template-columns:112px minmax(0,1fr);gap:16px;padding:14px 0;border-top:1px solid var(--line)}.proposals li:first-child{border-top:0;padding-top:0}
.saves{background:var(--good-soft);border-radius:10px;padding:8px 10px;align-self:start}.saves strong{display:block;color:var(--good);font-size:18px;line-height:1.3}.saves small{display:block;line-height:1.3}
.change{font-weight:600;overflow-wrap:anywhere}.trade-off{color:var(--muted);font-size:14px;margin-top:2px;overflow-wrap:anywhere}`;

const CHARTS = `
.legend{display:flex;flex-wrap:wrap;gap:4px 18px;font-size:14px;color:var(--muted);margin-bottom:14px}.legend li{display:flex;align-items:center}
.split dt{display:flex;align-items:center}.split dd{white-space:nowrap}.swatch{display:inline-block;width:12px;height:12px;border-radius:3px;margin-right:7px;flex:none;background:currentColor}
.bar{display:block;width:100%;height:24px;overflow:visible}.bar rect{fill:currentColor}.bar rect+rect{stroke:var(--surface);stroke-width:1}.bar line{stroke:var(--line)}
.bar-row{display:grid;grid-template-columns:170px minmax(0,1fr) 84px;gap:0 16px;align-items:center;min-height:34px}
.bar-name{font-size:15px;line-height:1.3}.bar-sum{text-align:right;font-weight:600}.bar-none{color:var(--muted);font-size:14px;grid-column:2/4}.bar-none+.bar-sum{display:none}
.stacked .bar{height:48px}.stacked .bar-name{font-weight:600}.axis{min-height:20px}.stacked .axis .bar{grid-column:2;height:20px}.axis text{fill:var(--muted);font-size:13px}
.c0{color:var(--c0)}.c1{color:var(--c1)}.c2{color:var(--c2)}.c3{color:var(--c3)}.c4{color:var(--c4)}.c5{color:var(--c5)}.c6{color:var(--c6)}.c7{color:var(--c7)}
.fixed{color:var(--fixed)}.usage{color:var(--usage)}`;

const TABLES = `
table{border-collapse:collapse;width:100%;font-size:14px}caption{text-align:left;color:var(--muted);padding-bottom:8px}
th,td{text-align:left;vertical-align:top;padding:10px 12px;border-top:1px solid var(--line)}th:first-child,td:first-child{padding-left:0}th:last-child,td:last-child{padding-right:0}
thead th{border-top:0;color:var(--muted);font-weight:600;vertical-align:bottom}tbody th{font-weight:500;overflow-wrap:anywhere}.number{text-align:right}
tfoot th,tfoot td{font-weight:700;border-top:2px solid var(--line)}td small{display:block;line-height:1.4;margin-top:2px;overflow-wrap:anywhere}
.lines tbody td:first-child{width:31%}.lines tbody td:nth-child(2){width:25%}.lines td div{min-width:0;overflow-wrap:anywhere}.path{font-weight:500}
.lines .number,.lines td:nth-child(6){white-space:nowrap}.unpriced .number:last-child{white-space:normal}.unpriced em{color:var(--warn);font-style:normal}
.kind{display:inline-block;font-size:12px;line-height:1.5;border-radius:5px;padding:0 6px;background:var(--soft);color:var(--muted);white-space:nowrap}
details{border-top:1px solid var(--line)}summary{cursor:pointer;font-weight:600;padding:14px 0}summary small{margin-left:6px}
.folds{padding:6px 24px}.folds details:first-child{border-top:0}.fold{padding:0 0 18px}.assumptions li{padding:3px 0 3px 18px;position:relative}
.assumptions li:before{content:"";position:absolute;left:2px;top:.85em;width:6px;height:6px;border-radius:50%;background:var(--usage)}
.matrix{margin-top:20px}.matrix summary{padding-bottom:0}.matrix .scroll{margin-top:12px;overflow-x:auto}.matrix table{min-width:min(100%,420px)}.matrix th{min-width:90px;max-width:190px;overflow-wrap:anywhere}.matrix tbody th{white-space:nowrap;max-width:none}`;

/** On a phone each line is a block with its own labels: seven columns have no room there. */
const NARROW = `
@media (max-width:820px){.lines thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}.lines,.lines caption,.lines tbody,.lines tfoot,.lines tr{display:block}
.lines tbody tr{border-top:1px solid var(--line);padding:12px 0}.lines td{display:flex;align-items:baseline;gap:6px;border:0;padding:3px 0;width:auto!important;text-align:right}
.lines td:before{content:attr(data-label);color:var(--muted);flex:none;margin-right:auto;padding-right:10px}.lines td:first-child,.lines td:nth-child(2){display:block;text-align:left}
.lines td.nothing{display:none}.lines td small{display:inline}.lines td:first-child small,.lines td:nth-child(2) small{display:block}.lines td:first-child:before,.lines td:nth-child(2):before{content:none}.lines tfoot tr{display:flex;justify-content:space-between;border-top:2px solid var(--line);padding-top:12px}.lines tfoot th{border:0;padding:0}}
@media (max-width:560px){.top,main,footer{padding-left:16px;padding-right:16px}.top{padding-top:36px}.panel,.card{padding:18px}.folds{padding:4px 18px}
.platform>header{display:block}.section-sum{text-align:left;margin-top:12px}.bar-row{grid-template-columns:minmax(0,1fr) auto}.bar-name{grid-row:1}.bar-sum{grid-row:1;grid-column:2}
.bar-row .bar,.bar-none,.stacked .axis .bar{grid-column:1/3;grid-row:2}.bar-row{padding-bottom:6px}.stacked .bar{height:38px}.reasons th,.reasons td{padding-left:6px;padding-right:6px}}
@media print{body{background:#fff}.panel,.card{box-shadow:none;break-inside:avoid}}`;

export const STYLE = `:root{color-scheme:light dark;${LIGHT}}@media (prefers-color-scheme:dark){:root{${DARK}}}${BASE}${CARDS}${CHARTS}${TABLES}${NARROW}`.replace(/\n/g, '');
