/** A number in Protocol Buffers' variable length. */
function varint(value: number): number[] {
  return value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))];
}
const number = (field: number, value: number): number[] => [...varint(field << 3), ...varint(value)];
const bytes = (field: number, content: readonly number[]): number[] => [...varint((field << 3) | 2), ...varint(content.length), ...content];
const text = (field: number, value: string): number[] => bytes(field, [...Buffer.from(value)]);
const float32 = 1;

/**
 * An ONNX model that gives what it takes: 32-bit floating point of that shape. The fields are those of `onnx.proto`
 * (ModelProto, GraphProto, NodeProto, ValueInfoProto).
 */
export function identityModel(shape: readonly number[]): Buffer {
  const dimensions = shape.flatMap((length) => bytes(1, number(1, length)));
  const type = bytes(2, bytes(1, [...number(1, float32), ...bytes(2, dimensions)]));
  const node = [...text(1, 'input'), ...text(2, 'output'), ...text(4, 'Identity')];
  const graph = [
    ...bytes(1, node),
    ...text(2, 'identity'),
    ...bytes(11, [...text(1, 'input'), ...type]),
    ...bytes(12, [...text(1, 'output'), ...type]),
  ];
  return Buffer.from([...number(1, 8), ...bytes(7, graph), ...bytes(8, number(2, 17))]);
}
