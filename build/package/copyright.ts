import { ffmpegLicenceOptions } from './ffmpeg-licence.ts';

/** /usr/share/doc/petlog/copyright in the machine-readable form of https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/ */
export function copyrightFile(licence: string): string {
  return `Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: PetLog
Comment: For your own use only: do not pass this package on.
 It contains FFmpeg, in the library node-av.node, compiled with
 ${ffmpegLicenceOptions.join(' ')}.
 By the first two, the GPL 3 applies to whatever contains that library, and who
 passes it on has to give the sources of all that is in it along. By the third,
 the Fraunhofer FDK AAC library is in it, whose licence the Free Software
 Foundation counts as incompatible with every version of the GPL, so that nothing
 permits to pass both on together. You may make this package and use it; the GPL
 asks nothing of that. PetLog makes sound with the AAC encoder of FFmpeg itself,
 and does not use the library.
 .
 All other parts may be passed on under their licences below.

Files: *
Copyright: 2026 PetLog contributors
License: Expat

Files: opt/PetLog/petlog
 opt/PetLog/*.so*
 opt/PetLog/*.pak
 opt/PetLog/locales/*
 opt/PetLog/chrome-sandbox
Copyright: Electron contributors
 The Chromium Authors
 Node.js contributors
License: Electron-and-Chromium
 Electron is under the MIT licence, in /opt/PetLog/LICENSE.electron.txt. Chromium
 and everything that it contains are under the licences that
 /opt/PetLog/LICENSES.chromium.html names.

Files: opt/PetLog/petlog-node
Copyright: Node.js contributors
License: Node.js
 Node.js is under the MIT licence; the text of it, and of the licences of everything
 that it contains, is in /opt/PetLog/LICENSE.node.txt.

Files: opt/PetLog/resources/app/out/renderer/*
Copyright: 2026 PetLog contributors
 2017 Google LLC (Lit)
 Project Nayuki (uqr)
 2023 Anthony Fu (uqr)
 2019 Francisco Hodge and project contributors (simple-keyboard)
 2026 Lucide Icons and Contributors (Lucide)
 2013-2026 Cole Bemis (Feather, from which some of Lucide are derived)
 2025 Colin McDonnell (zod)
 2017 Dailymotion (hls.js)
 2013-2015 Brightcove (videojs-contrib-hls, from which parts of hls.js are derived)
License: Expat and BSD-3-clause and ISC and Apache-2.0

Files: opt/PetLog/resources/app/out/headless/*
 opt/PetLog/resources/app/out/main/*
 opt/PetLog/resources/app/out/media-process/*
Copyright: 2026 PetLog contributors
 the authors of the packages whose JavaScript is in them
License: Expat and Per-package
 The JavaScript of Express, zod, pino, sharp and other packages is in these files,
 each part under the name of the file that it comes from. The licence of each is in
 its directory in /opt/PetLog/resources/app/node_modules, also where nothing else of
 the package is there.

Files: opt/PetLog/resources/app/out/main/model/*
Copyright: The MediaPipe Authors
License: Apache-2.0

Files: opt/PetLog/resources/app/node_modules/*
Copyright: their authors, named in each package's own directory
License: Per-package
 Each package has its licence in its own directory, in the file LICENSE or in the
 field "license" of package.json.

Files: opt/PetLog/resources/app/node_modules/@img/sharp-libvips-linux-*
Copyright: the authors of libvips and of the libraries in it
License: LGPL-3.0+
 On Debian systems the whole text is in /usr/share/common-licenses/LGPL-3.

Files: opt/PetLog/resources/app/node_modules/onnxruntime-common/*
 opt/PetLog/resources/app/node_modules/onnxruntime-node/*
Copyright: Microsoft Corporation
 the authors of what is in its library, whom the file ThirdPartyNotices.txt of
 https://github.com/microsoft/onnxruntime names
License: Expat

Files: opt/PetLog/resources/app/node_modules/@seydx/node-av-linux-*
Copyright: the FFmpeg developers
 the authors of x264, x265 and the other libraries in it
 1995-2018 Fraunhofer-Gesellschaft zur Förderung der angewandten Forschung e.V.
License: GPL-3+ and FDK-AAC

Files: opt/PetLog/resources/app/node_modules/node-datachannel/*
 opt/PetLog/resources/app/node_modules/@node-datachannel/linux-*
Copyright: Murat Doğan and contributors (node-datachannel)
 Paul-Louis Ageneau and contributors (libdatachannel, libjuice)
 the authors of OpenSSL 1.1.1, libsrtp and usrsctp, which are in its library
 2022 Sergey Podobry (plog, which is in it too)
License: MPL-2.0 and OpenSSL and BSD-3-clause and Expat

License: Expat
${indented(licence.slice(licence.indexOf('Permission is hereby')))}

License: ISC
 Permission to use, copy, modify, and/or distribute this software for any purpose
 with or without fee is hereby granted, provided that the above copyright notice
 and this permission notice appear in all copies.
 .
 THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH
 REGARD TO THIS SOFTWARE INCLUDING ALL IMPLIED WARRANTIES OF MERCHANTABILITY AND
 FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT, INDIRECT,
 OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES WHATSOEVER RESULTING FROM LOSS OF USE, DATA
 OR PROFITS, WHETHER IN AN ACTION OF CONTRACT, NEGLIGENCE OR OTHER TORTIOUS ACTION,
 ARISING OUT OF OR IN CONNECTION WITH THE USE OR PERFORMANCE OF THIS SOFTWARE.

License: BSD-3-clause
 Redistribution and use in source and binary forms, with or without modification,
 are permitted provided that the following conditions are met:
 .
 1. Redistributions of source code must retain the above copyright notice, this
 list of conditions and the following disclaimer.
 .
 2. Redistributions in binary form must reproduce the above copyright notice, this
 list of conditions and the following disclaimer in the documentation and/or other
 materials provided with the distribution.
 .
 3. Neither the name of the copyright holder nor the names of its contributors may
 be used to endorse or promote products derived from this software without specific
 prior written permission.
 .
 THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND ANY
 EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED WARRANTIES
 OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE DISCLAIMED. IN NO EVENT
 SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE FOR ANY DIRECT, INDIRECT,
 INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED
 TO, PROCUREMENT OF SUBSTITUTE GOODS OR SERVICES; LOSS OF USE, DATA, OR PROFITS; OR
 BUSINESS INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN
 CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN
 ANY WAY OUT OF THE USE OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH
 DAMAGE.

License: Apache-2.0
 On Debian systems the whole text is in /usr/share/common-licenses/Apache-2.0.

License: MPL-2.0
 On Debian systems the whole text is in /usr/share/common-licenses/MPL-2.0. The
 sources are at https://github.com/murat-dogan/node-datachannel,
 https://github.com/paullouisageneau/libdatachannel and
 https://github.com/paullouisageneau/libjuice.

License: OpenSSL
 The licences of OpenSSL and of SSLeay, at https://www.openssl.org/source/license-openssl-ssleay.txt.
 This product includes software developed by the OpenSSL Project for use in the
 OpenSSL Toolkit (https://www.openssl.org/), and cryptographic software written by
 Eric Young (eay@cryptsoft.com).

License: GPL-3+
 On Debian systems the whole text is in /usr/share/common-licenses/GPL-3.
 .
 FFmpeg's source is at https://ffmpeg.org, and the way it is built for node-av at
 https://github.com/seydx/node-av.

License: FDK-AAC
 "Software License for The Fraunhofer FDK AAC Codec Library for Android", here of
 its reduced version (AAC-LC alone),
 https://gitlab.freedesktop.org/wtaymans/fdk-aac-stripped, whose file NOTICE has
 the whole text. It permits use in source and binary form, with the text passed
 on, gives no patent licence, and forbids charging for copies.
`;
}

const indented = (text: string): string =>
  text
    .trim()
    .split('\n')
    .map((line) => (line.trim() === '' ? ' .' : ` ${line}`))
    .join('\n');
