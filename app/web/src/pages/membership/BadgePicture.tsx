import { shops, type membership } from "@tenure/sdk";
import { useId } from "react";
import { date, short } from "../../ui/text";
import { tierColours } from "./tiers";

type Props = {
  shop: shops.Shop;
  badge: membership.Badge;
  /** Among the collection's badges. */
  number: bigint | undefined;
  standing: "live" | "expired" | "revoked";
};

const RINGS = [26, 42, 58, 74, 90, 106, 122];

/** A badge as its account has it, drawn in the tier's colours. */
export function BadgePicture({ shop, badge, number, standing }: Props) {
  const id = useId();
  const { from, to, shine } = tierColours(badge.tier);
  const tier = shops.tierName(shop, badge.tier);
  const { title } = shop.collection;
  const words = `${title}, tier ${tier}, of ${badge.holder}; issued ${date(badge.issuedAt)}, expires ${date(badge.expiresAt)}; ${standing}.`;
  return (
    <svg
      viewBox="0 0 400 252"
      role="img"
      aria-labelledby={`${id}-title ${id}-desc`}
      data-testid="badge-picture"
      data-tier={badge.tier}
      style={{ width: "100%", maxWidth: 400, display: "block", borderRadius: 18 }}
      fontFamily="'Inter Variable', system-ui, sans-serif"
    >
      <title id={`${id}-title`}>{`${title} badge: ${tier}`}</title>
      <desc id={`${id}-desc`}>{words}</desc>
      <defs>
        <linearGradient id={`${id}-ground`} x1="0" y1="0" x2="1" y2="1">
          <stop offset="0" stopColor={from} />
          <stop offset="1" stopColor={to} />
        </linearGradient>
        <radialGradient id={`${id}-light`} cx="0.82" cy="0.3" r="0.6">
          <stop offset="0" stopColor={shine} stopOpacity="0.28" />
          <stop offset="1" stopColor={shine} stopOpacity="0" />
        </radialGradient>
      </defs>
      <g aria-hidden>
        <rect width="400" height="252" fill={`url(#${id}-ground)`} />
        <rect width="400" height="252" fill={`url(#${id}-light)`} />
        <g fill="none" stroke={shine} strokeWidth="0.8" opacity="0.35">
          {RINGS.map((radius) => (
            <circle key={radius} cx="322" cy="92" r={radius} />
          ))}
        </g>
        <g transform="translate(322 92)">
          <circle r="34" fill={to} stroke={shine} strokeWidth="2" />
          {Array.from({ length: badge.tier }, (_, index) => (
            <path
              key={index}
              d="M-13 5 L0 -4 L13 5"
              fill="none"
              stroke={shine}
              strokeWidth="4"
              strokeLinecap="round"
              strokeLinejoin="round"
              transform={`translate(0 ${(badge.tier - 1) * 5 - index * 10})`}
            />
          ))}
        </g>
        <text x="26" y="42" fill="#fff" fontSize="15" fontWeight="600">
          {title}
        </text>
        <text x="374" y="42" fill="#fff" fontSize="12" textAnchor="end">
          {number === undefined ? "" : `No. ${number}`}
        </text>
        <text x="26" y="112" fill="#fff" fontSize="38" fontWeight="750" letterSpacing="-0.5">
          {tier}
        </text>
        <text x="26" y="138" fill="#fff" fontSize="13" letterSpacing="0.5">
          {short(badge.holder)}
          {badge.granted === 1 ? "  ·  paid elsewhere" : ""}
        </text>
        <Field x={26} label="ISSUED" value={date(badge.issuedAt)} />
        <Field x={150} label="EXPIRES" value={date(badge.expiresAt)} />
        <g transform="translate(374 208)">
          <rect x="-86" y="-16" width="86" height="26" rx="13" fill="#000" fillOpacity="0.35" />
          <text x="-43" y="2" fill="#fff" fontSize="12" fontWeight="600" textAnchor="middle">
            {standing.toUpperCase()}
          </text>
        </g>
      </g>
    </svg>
  );
}

function Field({ x, label, value }: { x: number; label: string; value: string }) {
  return (
    <>
      <text x={x} y="194" fill="#fff" fontSize="10" letterSpacing="1.2">
        {label}
      </text>
      <text x={x} y="214" fill="#fff" fontSize="14" fontWeight="600">
        {value}
      </text>
    </>
  );
}
