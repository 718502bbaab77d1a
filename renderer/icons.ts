import type { TemplateResult } from 'lit';
import { html as staticHtml, unsafeStatic } from 'lit/static-html.js';
import {
  Activity,
  AppWindow,
  Archive,
  ArrowBigUp,
  Ban,
  Bell,
  BellOff,
  Camera,
  Check,
  ChevronDown,
  ChevronLeft,
  ChevronRight,
  ChevronUp,
  Circle,
  Clapperboard,
  Copy,
  Delete,
  Download,
  Ellipsis,
  Eye,
  EyeOff,
  Film,
  Globe,
  HardDrive,
  History,
  House,
  type IconNode,
  Info,
  KeyRound,
  Keyboard,
  LoaderCircle,
  Lock,
  LockOpen,
  LogOut,
  Mail,
  Maximize,
  Menu,
  MessageCircle,
  Minimize,
  Monitor,
  Pause,
  PawPrint,
  Pencil,
  Play,
  Plus,
  RadioTower,
  RefreshCw,
  RotateCcw,
  RotateCw,
  ScrollText,
  Send,
  Share,
  SkipBack,
  SkipForward,
  SlidersHorizontal,
  Smartphone,
  Square,
  SquareCheck,
  Star,
  Stethoscope,
  Timer,
  Trash2,
  TriangleAlert,
  Undo2,
  User,
  Users,
  Video,
  VideoOff,
  Wifi,
  WifiOff,
  X,
  ZoomIn,
  ZoomOut,
} from 'lucide';
import { joinShapes } from './icon-path.ts';

/** From Lucide (ISC), under the names of what they mean here. */
const shapes = {
  play: Play,
  stop: Square,
  record: Circle,
  refresh: RefreshCw,
  expand: Maximize,
  shrink: Minimize,
  snapshot: Camera,
  camera: Video,
  cameraOff: VideoOff,
  link: Wifi,
  linkOff: WifiOff,
  warning: TriangleAlert,
  check: Check,
  close: X,
  share: Share,
  download: Download,
  film: Film,
  library: Clapperboard,
  star: Star,
  starFilled: Star,
  trash: Trash2,
  undo: Undo2,
  rewind: History,
  up: ChevronUp,
  down: ChevronDown,
  back: ChevronLeft,
  forward: ChevronRight,
  settings: SlidersHorizontal,
  select: SquareCheck,
  unselected: Square,
  timelapse: Timer,
  phone: Smartphone,
  person: User,
  people: Users,
  key: KeyRound,
  lock: Lock,
  lockOpen: LockOpen,
  edit: Pencil,
  add: Plus,
  copy: Copy,
  history: ScrollText,
  leave: LogOut,
  refused: Ban,
  privacy: EyeOff,
  eye: Eye,
  pulse: Activity,
  checkup: Stethoscope,
  copies: Archive,
  relay: RadioTower,
  globe: Globe,
  home: House,
  menu: Menu,
  options: Ellipsis,
  backspace: Delete,
  shift: ArrowBigUp,
  bell: Bell,
  bellOff: BellOff,
  mail: Mail,
  message: MessageCircle,
  send: Send,
  keyboardHide: Keyboard,
  disk: HardDrive,
  screen: Monitor,
  window: AppWindow,
  information: Info,
  pause: Pause,
  pet: PawPrint,
  tenBack: RotateCcw,
  tenOn: RotateCw,
  hourBack: SkipBack,
  hourOn: SkipForward,
  zoomIn: ZoomIn,
  zoomOut: ZoomOut,
  spinner: LoaderCircle,
} as const satisfies Readonly<Record<string, IconNode>>;

export type IconName = keyof typeof shapes;

const filled: ReadonlySet<IconName> = new Set<IconName>(['play', 'stop', 'record', 'starFilled']);

/** How many seconds, inside of the arrow. */
const ten = '<text x="12" y="15" font-size="7.5" font-weight="700" text-anchor="middle" fill="currentColor" stroke="none">10</text>';
const written: Partial<Record<IconName, string>> = { tenBack: ten, tenOn: ten };

/** Of the set's own shapes: nothing that comes from elsewhere. */
function markupOf(node: IconNode): string {
  return joinShapes(node)
    .map(([tag, attributes]) => {
      const pairs = Object.entries(attributes).map(([name, value]) => `${name}="${String(value)}"`);
      return `<${tag} ${pairs.join(' ')}></${tag}>`;
    })
    .join('');
}

/** Is a template of its own: whatever is written into a template is parsed anew for each place where it stands. */
const draw = (markup: string, isFilled: boolean): TemplateResult =>
  staticHtml`<svg class=${unsafeStatic(isFilled ? '"icon filled"' : '"icon"')} viewBox="0 0 24 24" aria-hidden="true" focusable="false">${unsafeStatic(markup)}</svg>`;

const drawn = Object.fromEntries(
  Object.entries(shapes).map(([name, node]) => [
    name,
    draw(markupOf(node) + (written[name as IconName] ?? ''), filled.has(name as IconName)),
  ]),
) as Readonly<Record<IconName, TemplateResult>>;

/** As `icon`, of a shape that comes with what shows it. */
export const drawnIcon = (node: IconNode): TemplateResult => draw(markupOf(node), false);

/** A line icon of the size of the text beside it. Decoration: the words beside it carry the meaning. */
export function icon(name: IconName): TemplateResult {
  return drawn[name];
}
