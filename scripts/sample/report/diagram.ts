import type { Architecture, Placed, Subnet } from './architecture';
import { arrow, type Box, card, escape, rectangle, text } from './svg';

const WIDTH = 1090;
const VPC = { x: 40, y: 236, width: 720 };
const ZONE = { x: VPC.x + 20, width: 330, gap: 20 };
const CARD = { width: 230, height: 50, gap: 18 };
const NAT_WIDTH = 176;
const SERVICES = { x: 816, width: 236 };
const EDGE: Box = { x: 230, y: 84, width: 340, height: 74 };
const MIDDLE = 400;

/** What all pictures of a page share: the arrows' heads. */
export function drawHeads(): string {
  const head = (style: string) =>
    `<marker id="head-${style}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto" markerUnits="userSpaceOnUse"><path class="head ${style}" d="M0 0 8 4 0 8z"/></marker>`;
  return `<svg class="shared" aria-hidden="true"><defs>${head('request')}${head('data')}</defs></svg>`;
}

/** The architecture as a picture: a request comes in at the top and ends at the data. */
export function drawArchitecture(architecture: Architecture, title: string): string {
  const rows = layOut(architecture);
  const bottom = rows.at(-1)!.y + rows.at(-1)!.height;
  const height = Math.max(bottom + 44, VPC.y + architecture.services.length * 58 + 40);
  return [
    `<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escape(title)}">`,
    rectangle({ x: VPC.x - 20, y: VPC.y - 34, width: WIDTH - 2 * (VPC.x - 20), height: height - VPC.y + 26 }, 'region', 12),
    text(VPC.x - 6, VPC.y - 15, architecture.region, 'frame-title'),
    rectangle({ x: VPC.x, y: VPC.y, width: VPC.width, height: bottom + 16 - VPC.y }, 'vpc', 10),
    text(VPC.x + 12, VPC.y + 18, `VPC ${architecture.vpcCidr}`, 'frame-title'),
    ...rows.flatMap((row) => row.cells.map(({ subnet, box }) => drawSubnet(subnet, box))),
    ...drawEdge(architecture),
    ...drawServices(architecture),
    ...drawPath(architecture, rows),
    ...rows.flatMap(drawRow),
    '</svg>',
  ].join('\n');
}

interface Cell {
  readonly subnet: Subnet;
  readonly box: Box;
  readonly items: { readonly placed: Placed; readonly box: Box; readonly role: string }[];
}

interface Row extends Box {
  readonly cells: Cell[];
  readonly balancer?: { readonly placed: Placed; readonly box: Box };
}

/** Subnets of a kind in a row, a column for each zone; the load balancer lies across its row. */
function layOut({ subnets, loadBalancer, tasks, databases, nats }: Architecture): Row[] {
  const rows: Row[] = [];
  let y = VPC.y + 30;
  for (const name of new Set(subnets.map((subnet) => subnet.name))) {
    const own = subnets.filter((subnet) => subnet.name === name).slice(0, 2);
    const spans = loadBalancer && own.some(({ id }) => loadBalancer.subnets.includes(id));
    const itemsOf = (subnet: Subnet) => [
      ...nats.filter((each) => each.subnets.includes(subnet.id)).map((placed) => ({ placed, role: 'nat' })),
      ...tasks.filter((each) => each.subnets.includes(subnet.id)).map((placed) => ({ placed, role: 'task' })),
      ...databases.filter((each) => each.subnets.includes(subnet.id)).map((placed) => ({ placed, role: 'database' })),
    ];
    const inside = Math.max(...own.map((subnet) => itemsOf(subnet).length)) + (spans ? 1 : 0);
    const height = 38 + Math.max(inside, 0.2) * (CARD.height + CARD.gap);
    const top = y + 42 + (spans ? CARD.height + CARD.gap : 0);
    const cells = own.map((subnet, column) => {
      const box = { x: ZONE.x + column * (ZONE.width + ZONE.gap), y, width: ZONE.width, height };
      const items = itemsOf(subnet).map((item, at) => {
        // NAT gateways stand at the outer side: requests pass them on the inner one.
        const width = item.role === 'nat' ? NAT_WIDTH : CARD.width;
        const margin = item.role === 'nat' ? 14 : (ZONE.width - width) / 2;
        const x = column === 0 ? box.x + margin : box.x + ZONE.width - width - margin;
        return { ...item, box: { x, y: top + at * (CARD.height + CARD.gap), width, height: CARD.height } };
      });
      return { subnet, box, items };
    });
    const balancer = spans ? { placed: loadBalancer, box: { x: MIDDLE - 200, y: y + 42, width: 400, height: CARD.height } } : undefined;
    rows.push({ x: ZONE.x, y, width: 2 * ZONE.width + ZONE.gap, height, cells, balancer });
    y += height + 16;
  }
  return rows;
}

function drawSubnet(subnet: Subnet, box: Box): string {
  const zone = `zone ${String.fromCharCode(97 + subnet.zone)}`;
  return [
    rectangle(box, `subnet ${subnet.kind.toLowerCase()}`),
    text(box.x + 12, box.y + 18, `${subnet.kind.toLowerCase()} subnet, ${zone}`, 'subnet-title'),
    text(box.x + box.width - 12, box.y + 18, subnet.cidr, 'subnet-title', 'end'),
  ].join('');
}

function drawRow({ cells, balancer }: Row): string[] {
  return [
    ...cells.flatMap(({ items }) => items.map(({ placed, box, role }) => drawPlaced(placed, box, role))),
    ...(balancer ? [drawPlaced(balancer.placed, balancer.box, 'balancer')] : []),
  ];
}

function drawPlaced({ title, details, reachedBy, standby }: Placed, box: Box, role: string): string {
  return card(box, `${role} ${reachedBy ? 'exposed' : ''} ${standby ? 'standby' : ''}`, title, details, reachedBy && `public address: ${reachedBy}`);
}

function drawEdge({ host, firewallRules, certificate, supportStack, maintenancePage }: Architecture): string[] {
  const facts = [certificate ? 'a certificate of its own' : "CloudFront's certificate", maintenancePage ? 'maintenance page' : ''].filter(Boolean).join(', ');
  const firewall: Box = { x: 40, y: EDGE.y + 12, width: 140, height: 50 };
  const ask: [number, number][] = [[EDGE.x, EDGE.y + 37], [firewall.x + firewall.width + 4, EDGE.y + 37]];
  const aside = EDGE.x + EDGE.width + 18;
  const support = !firewallRules ? 'Certificate' : certificate ? 'Firewall and certificate' : 'Firewall';
  return [
    card({ x: MIDDLE - 70, y: 14, width: 140, height: 38 }, 'users', 'Users', 'HTTPS only'),
    arrow([[MIDDLE, 52], [MIDDLE, EDGE.y - 4]]),
    card(EDGE, 'edge exposed', `CloudFront: ${host}`, facts, 'public: everybody'),
    ...(firewallRules ? [card(firewall, 'edge', 'WAF', `${firewallRules} rules`), arrow(ask, { at: [205, EDGE.y + 30], text: 'asks', anchor: 'middle' })] : []),
    ...(supportStack ? [text(aside, EDGE.y + 32, `${support} in us-east-1,`, 'note'), text(aside, EDGE.y + 48, `stack ${supportStack}`, 'note')] : []),
  ];
}

function drawServices({ services }: Architecture): string[] {
  return services.map(({ title, details }, at) =>
    card({ x: SERVICES.x, y: VPC.y + at * 58, width: SERVICES.width, height: 44 }, title.startsWith('S3: PDFs') ? 'store' : 'service', title, details));
}

/** CloudFront → load balancer → tasks → database and PDFs. */
function drawPath({ origin, port }: Architecture, rows: Row[]): string[] {
  const items = rows.flatMap(({ cells }) => cells.flatMap((cell) => cell.items));
  const boxesOf = (role: string) => items.filter((item) => item.role === role).map(({ box }) => box);
  const [tasks, databases] = [boxesOf('task'), boxesOf('database')];
  const balancer = rows.find((row) => row.balancer)?.balancer?.box;
  return [
    drawWayIn(origin, tasks[0], balancer),
    ...(balancer ? drawTargets(balancer, tasks, port) : []),
    ...(databases.length > 0 ? [drawQueries(tasks[0], databases[0])] : []),
    drawPdfs(tasks.at(-1)!),
  ];
}

/** To the load balancer the line runs between the zones, so that it crosses no card. */
function drawWayIn(origin: string, task: Box, balancer?: Box): string {
  const bottom = EDGE.y + EDGE.height;
  const turn = bottom + 24;
  const entry = task.x + 30;
  const points: [number, number][] = balancer
    ? [[MIDDLE, bottom], [MIDDLE, balancer.y - 4]]
    : [[MIDDLE, bottom], [MIDDLE, turn], [entry, turn], [entry, task.y - 4]];
  return arrow(points, { at: [MIDDLE + 10, bottom + 18], text: origin });
}

function drawTargets(balancer: Box, tasks: Box[], port: number): string[] {
  const isBelow = tasks[0].y > balancer.y;
  const label = { x: tasks[0].x + tasks[0].width - 30, y: (isBelow ? tasks[0].y : balancer.y) - 7 };
  return [
    ...tasks.map((task) => {
      const x = task.x < MIDDLE ? task.x + task.width - 24 : task.x + 24;
      return arrow(isBelow ? [[x, balancer.y + balancer.height], [x, task.y - 4]] : [[x, balancer.y], [x, task.y + task.height + 4]]);
    }),
    text(label.x, label.y, `HTTP ${port}`, 'label request', 'end'),
  ];
}

function drawQueries(task: Box, database: Box): string {
  const x = database.x - 14;
  const [from, to] = [task, database].map((box) => box.y + box.height / 2);
  return arrow([[task.x, from], [x, from], [x, to], [database.x - 4, to]], { at: [x - 4, to - 6], text: 'TLS', anchor: 'end' }, 'data');
}

function drawPdfs(task: Box): string {
  const from = task.y + task.height / 2;
  const to = VPC.y + 22;
  const x = VPC.x + VPC.width + 24;
  return arrow([[task.x + task.width, from], [x, from], [x, to], [SERVICES.x - 4, to]], { at: [x - 8, to - 6], text: 'PDFs', anchor: 'end' }, 'data');
}
